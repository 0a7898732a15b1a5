package io.partita.checker.internal.explain;

import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Optional;

/** Why a counter can't have shown a number: too little for what was acknowledged, or too much for what was attempted. */
final class CounterClues {

    private final Scene scene;
    private final long initial;

    CounterClues(Scene scene, long initial) {
        this.scene = scene;
        this.initial = initial;
    }

    Optional<Clue> clue() {
        Operation op = scene.stuckOp();
        if (op.outcome() != Outcome.OK
                || !(op.output() instanceof Long shown)
                || op.f().equals("add")) {
            return Optional.empty();
        }
        // An increment answers the value after itself.
        long seen = op.f().equals("increment") ? shown - 1 : shown;
        long certain = initial;
        long least = 0;
        long most = 0;
        for (int i : scene.begun(CounterClues::changes).toArray()) {
            long by = by(scene.op(i));
            if (scene.precedes(i, scene.stuck())) {
                certain += by;
            } else {
                least += Math.min(by, 0);
                most += Math.max(by, 0);
            }
        }
        if (seen < certain + least) {
            return Optional.of(new Clue(
                    "what had been acknowledged before it began " + scene.began(scene.stuck()) + " comes to " + certain
                            + (least == 0 ? "" : ", and what was under way could take away no more than " + -least),
                    List.of()));
        }
        if (seen > certain + most) {
            return Optional.of(
                    new Clue("all that had begun by then comes to no more than " + (certain + most), List.of()));
        }
        // The earlier ones may have shown as much, but an increment always shows more.
        return higherBefore(op.f().equals("increment") ? shown - 1 : shown);
    }

    /** Where nothing counts down, the number can't have fallen. */
    private Optional<Clue> higherBefore(long most) {
        if (scene.begun(op -> changes(op) && by(op) < 0).findAny().isPresent()) {
            return Optional.empty();
        }
        return scene.last(scene.done(op -> !op.f().equals("add") && op.output() instanceof Long other && other > most))
                .map(higher -> new Clue(
                        scene.who(higher) + " had seen " + scene.op(higher).output() + " " + scene.ended(higher)
                                + ", before it began " + scene.began(scene.stuck()) + ", and nothing counts down",
                        List.of(higher)));
    }

    private static boolean changes(Operation op) {
        return !op.f().equals("read");
    }

    private static long by(Operation op) {
        return op.f().equals("add") ? (Long) op.input() : 1;
    }
}
