package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import io.partita.workloads.generator.Template;
import java.util.Objects;

/**
 * Endless operations from a source; operation n draws from a random source that depends on the seed and n only.
 *
 * @param seed {@code null} as long as none is given
 */
public record Stream(Seed seed, long number, Template.Source source) implements BuiltIn {

    public Stream {
        Objects.requireNonNull(source, "source is null");
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null) {
            return seeded(context.seed()).offer(context);
        }
        int thread = context.freeThread(context.from(), context.to());
        if (thread < 0) {
            return Pending.FOR_EVENT;
        }
        Template template = source.draw(number, seed.random(number));
        return new Ready(context.time(), template.by(context.process(thread)), new Stream(seed, number + 1, source));
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Stream(given.child("stream"), number, source) : this;
    }
}
