package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import io.partita.workloads.generator.Template;
import java.util.Objects;
import java.util.Optional;

/**
 * Operations that a function makes of the situation, until it has no more.
 *
 * @param seed {@code null} as long as none is given
 * @param number operations so far
 */
public record Function(Seed seed, long number, Template.Maker maker) implements BuiltIn {

    public Function {
        Objects.requireNonNull(maker, "maker is null");
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
        Optional<Template> made = maker.make(number, seed.random(number), context);
        if (made.isEmpty()) {
            return Exhausted.INSTANCE;
        }
        Template template = made.get();
        return new Ready(context.time(), template.by(context.process(thread)), new Function(seed, number + 1, maker));
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Function(given.child("function"), number, maker) : this;
    }
}
