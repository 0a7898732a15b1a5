package io.partita.workloads.generator.internal;

import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Template;
import java.util.Objects;
import java.util.function.Predicate;

/** Leaves out operations. */
public record Filter(Predicate<Template> keep, Generator generator) implements Wrapper {

    /** So many in a row that nobody wants are a mistake, not bad luck. */
    private static final int MOST_LEFT_OUT = 100_000;

    public Filter {
        Objects.requireNonNull(keep, "keep is null");
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Filter(keep, other);
    }

    @Override
    public Offer offer(Context context) {
        Generator current = generator;
        for (int i = 0; i < MOST_LEFT_OUT; i++) {
            Offer offer = Ask.offer(this, Ask.ONLY, current, context);
            if (!(offer instanceof Ready ready) || isKept(ready.invocation())) {
                return offer instanceof Pending && current != generator
                        ? new Moved(with(current))
                        : offer.wrap(this::with);
            }
            current = ready.rest();
        }
        throw GeneratorException.bug(
                this, "left out " + MOST_LEFT_OUT + " operations in a row: no operation seems to match");
    }

    private boolean isKept(Invocation invocation) {
        return keep.test(new Template(invocation.f(), invocation.key(), invocation.value()));
    }
}
