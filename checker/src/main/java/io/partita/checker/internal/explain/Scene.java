package io.partita.checker.internal.explain;

import io.partita.checker.history.History;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A part at the moment at which an operation of it had no place any more; what clues are looked for in. */
final class Scene {

    private final Part part;
    private final Phrases phrases;
    private final int stuck;

    Scene(History history, Part part, int stuck) {
        this.part = part;
        this.phrases = new Phrases(history, part.key());
        this.stuck = stuck;
    }

    int stuck() {
        return stuck;
    }

    Operation op(int i) {
        return part.operations().get(i);
    }

    Operation stuckOp() {
        return op(stuck);
    }

    /** The operations beside the stuck one that had begun when it returned. */
    IntStream begun() {
        return IntStream.range(0, part.size())
                .filter(i -> i != stuck
                        && part.invocations()[i] < part.returns()[stuck]
                        && op(i).outcome() != Outcome.REFUSED);
    }

    IntStream begun(Predicate<Operation> wanted) {
        return begun().filter(i -> wanted.test(op(i)));
    }

    /** Of these, the ones that had succeeded before the stuck one began. */
    IntStream done(Predicate<Operation> wanted) {
        return begun(wanted).filter(i -> op(i).outcome() == Outcome.OK && part.precedes(i, stuck));
    }

    /** Of {@code operations}, the last to return. */
    Optional<Integer> last(IntStream operations) {
        return operations.boxed().max(Comparator.comparingInt(i -> part.returns()[i]));
    }

    boolean precedes(int a, int b) {
        return part.precedes(a, b);
    }

    boolean crashed(int i) {
        return part.crashed(i);
    }

    int returned(int i) {
        return part.returns()[i];
    }

    /** {@code process 3}. */
    String who(int i) {
        return phrases.process(part.invocations()[i]);
    }

    /** {@code at 12.310 s}: when it began. */
    String began(int i) {
        return phrases.at(part.invocations()[i]);
    }

    /** {@code at 12.350 s}: when it returned. */
    String ended(int i) {
        return phrases.at(part.returns()[i]);
    }

    /** {@code , before that read began at 12.390 s}. */
    String beforeStuckBegan(String noun) {
        return ", before that " + noun + " began " + began(stuck);
    }
}
