package io.partita.workloads.generator;

import io.partita.workloads.client.Invocation;
import java.util.SplittableRandom;

/** Endless operations from a source; operation n draws from a random source that depends on the seed and n only. */
record Stream(long seed, long number, Template.Source source) implements Generator {

    /** The golden ratio's 64-bit increment: keeps the random sources of neighbouring operations apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    @Override
    public Offer offer(Context context) {
        int thread = context.freeThread(0, context.threads());
        if (thread < 0) {
            return Pending.INSTANCE;
        }
        Template template = source.draw(number, new SplittableRandom(seed + number * STRIDE));
        Invocation invocation = new Invocation(context.process(thread), template.f(), template.key(), template.value());
        return new Ready(context.time(), invocation, new Stream(seed, number + 1, source));
    }
}
