package io.partita.workloads.generator.internal;

import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Template;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Changes operations on their way out. Events reach the generator inside as they are in the history, changed. */
public record Mapped(String name, UnaryOperator<Template> change, Generator generator) implements Wrapper {

    public Mapped {
        Objects.requireNonNull(change, "change is null");
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Mapped(name, change, other);
    }

    @Override
    public Offer offer(Context context) {
        Offer offer = inner(context);
        if (!(offer instanceof Ready ready)) {
            return offer.wrap(this::with);
        }
        Invocation before = ready.invocation();
        Template after = change.apply(new Template(before.f(), before.key(), before.value()));
        return new Ready(ready.time(), after.by(before.process()), with(ready.rest()));
    }
}
