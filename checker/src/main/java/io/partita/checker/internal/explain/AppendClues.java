package io.partita.checker.internal.explain;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Why a text that is only appended to can't have been what a client got: it lacks what others had got or appended. */
final class AppendClues {

    private static final Predicate<Operation> GETS =
            op -> op.f().equals("get") && op.outcome() == Outcome.OK && op.output() instanceof String;

    private final Scene scene;

    AppendClues(Scene scene) {
        this.scene = scene;
    }

    Optional<Clue> clue() {
        if (!GETS.test(scene.stuckOp())
                || scene.begun(op -> op.f().equals("put")).findAny().isPresent()) {
            return Optional.empty();
        }
        String got = (String) scene.stuckOp().output();
        return gotBefore(got).or(() -> lost(got));
    }

    private Optional<Clue> gotBefore(String got) {
        return scene.last(scene.done(op -> GETS.test(op) && !got.startsWith((String) op.output())))
                .map(earlier -> new Clue(
                        scene.who(earlier) + " had got "
                                + Phrases.brief(scene.op(earlier).output()) + " " + scene.ended(earlier)
                                + scene.beforeStuckBegan("get") + ", and nothing was put since",
                        List.of(earlier)));
    }

    private Optional<Clue> lost(String got) {
        return scene.last(scene.done(op -> op.f().equals("append") && !got.contains((String) op.input())))
                .map(append -> new Clue(
                        Values.show(scene.op(append).input()) + ", missing from it, had been appended by "
                                + scene.who(append) + " " + scene.ended(append) + scene.beforeStuckBegan("get"),
                        List.of(append)));
    }
}
