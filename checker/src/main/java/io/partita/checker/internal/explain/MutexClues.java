package io.partita.checker.internal.explain;

import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Optional;

/** Why a lock can't have been acquired, or released: it was held, or free, and nobody was changing that. */
final class MutexClues {

    private final Scene scene;

    MutexClues(Scene scene) {
        this.scene = scene;
    }

    Optional<Clue> clue() {
        Operation op = scene.stuckOp();
        if (op.outcome() != Outcome.OK) {
            return Optional.empty();
        }
        return op.f().equals("acquire")
                ? unchanged("acquire", "acquired", "release").or(() -> tooMany("acquire", "release", 1))
                : unchanged("release", "released", "acquire").or(() -> tooMany("release", "acquire", 0));
    }

    /** Another one did the same before, and every opposite operation had ended before that one began. */
    private Optional<Clue> unchanged(String same, String done, String opposite) {
        return scene.last(scene.done(op -> op.f().equals(same)))
                .filter(last -> scene.begun(op -> op.f().equals(opposite)).allMatch(i -> scene.precedes(i, last)))
                .map(last -> new Clue(
                        scene.who(last) + " had " + done + " it " + scene.ended(last) + scene.beforeStuckBegan(same)
                                + ", and no " + opposite + " was under way since",
                        List.of(last)));
    }

    /** Counted from the beginning, when the lock was free, one kind has too few of the other kind to follow. */
    private Optional<Clue> tooMany(String same, String opposite, int ahead) {
        long succeeded = 1
                + scene.begun(op -> op.f().equals(same) && op.outcome() == Outcome.OK)
                        .filter(i -> scene.returned(i) < scene.returned(scene.stuck()))
                        .count();
        long begun = scene.begun(op -> op.f().equals(opposite)).count();
        return succeeded - begun <= ahead
                ? Optional.empty()
                : Optional.of(new Clue(
                        "with it " + succeeded + " had succeeded to " + same + " since the lock was free at first, and "
                                + (begun == 0 ? "none" : "only " + begun) + " had begun to " + opposite,
                        List.of()));
    }
}
