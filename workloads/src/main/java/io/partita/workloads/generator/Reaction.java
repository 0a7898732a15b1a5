package io.partita.workloads.generator;

import io.partita.checker.history.Op;

/** What becomes of a generator by an event. Pure. */
@FunctionalInterface
public interface Reaction {

    /**
     * What takes the place of {@code generator}, which was not told of the event; {@code generator.update(context, event)}
     * tells it.
     */
    Generator react(Generator generator, Generator.Context context, Op event);
}
