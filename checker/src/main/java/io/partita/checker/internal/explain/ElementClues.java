package io.partita.checker.internal.explain;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Optional;

/** Why an element can't have been found in a set, or missing from it. */
final class ElementClues {

    private final Scene scene;

    ElementClues(Scene scene) {
        this.scene = scene;
    }

    Optional<Clue> clue() {
        Operation op = scene.stuckOp();
        if (!op.f().equals("contains") || op.outcome() != Outcome.OK) {
            return Optional.empty();
        }
        boolean found = Boolean.TRUE.equals(Values.second(op.output()));
        if (found && scene.begun(other -> other.f().equals("add")).findAny().isEmpty()) {
            return Optional.of(new Clue("nothing had begun to add it", List.of()));
        }
        return found ? last("remove", "removed", "add") : last("add", "added", "remove");
    }

    /** The last {@code change} that was over before, if every {@code opposite} had ended before it began. */
    private Optional<Clue> last(String change, String changed, String opposite) {
        return scene.last(scene.done(op -> op.f().equals(change)))
                .filter(last -> scene.begun(op -> op.f().equals(opposite)).allMatch(i -> scene.precedes(i, last)))
                .map(last -> new Clue(
                        scene.who(last) + " had " + changed + " it " + scene.ended(last)
                                + scene.beforeStuckBegan("look") + ", and no " + opposite
                                + " of it was under way since",
                        List.of(last)));
    }
}
