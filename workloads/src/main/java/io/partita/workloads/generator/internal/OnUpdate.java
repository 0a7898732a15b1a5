package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Reaction;
import java.util.Objects;

/** Lets a function decide what an event makes of a generator. */
public record OnUpdate(Reaction reaction, Generator generator) implements Wrapper {

    public OnUpdate {
        Objects.requireNonNull(reaction, "reaction is null");
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new OnUpdate(reaction, other);
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = reaction.react(generator, context, event);
        if (updated == null) {
            throw GeneratorException.bug(this, "the reaction answered null: answer the generator if nothing changes");
        }
        return updated == generator ? this : with(updated);
    }
}
