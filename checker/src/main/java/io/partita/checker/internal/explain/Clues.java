package io.partita.checker.internal.explain;

import io.partita.checker.history.History;
import io.partita.checker.internal.models.Counter;
import io.partita.checker.internal.models.ElementSet;
import io.partita.checker.internal.models.FifoQueue;
import io.partita.checker.internal.models.GrowOnlySet;
import io.partita.checker.internal.models.KeyValueAppend;
import io.partita.checker.internal.models.Mutex;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Optional;

/** Finds the plainest reason why an operation could not have happened. Every clue given is true by itself. */
public final class Clues {

    private Clues() {}

    /** Why {@code stuck} could not have happened as it did, if there is a plain reason. */
    public static Optional<Clue> of(Model<?> model, History history, Part part, int stuck) {
        Scene scene = new Scene(history, part, stuck);
        if (model instanceof Register register) {
            return new RegisterClues(history, register, part).clue(stuck);
        } else if (model instanceof FifoQueue) {
            return new QueueClues(scene).clue();
        } else if (model instanceof GrowOnlySet) {
            return new GrowOnlySetClues(scene).clue();
        } else if (model instanceof ElementSet) {
            return new ElementClues(scene).clue();
        } else if (model instanceof Counter counter) {
            return new CounterClues(scene, counter.initial()).clue();
        } else if (model instanceof Mutex) {
            return new MutexClues(scene).clue();
        } else if (model instanceof KeyValueAppend) {
            return new AppendClues(scene).clue();
        }
        return Optional.empty();
    }
}
