package io.partita.checker.internal.explain;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Why a dequeue can't have answered what it did: no such element, taken twice, out of order, or not empty. */
final class QueueClues {

    private final Scene scene;

    QueueClues(Scene scene) {
        this.scene = scene;
    }

    Optional<Clue> clue() {
        Operation op = scene.stuckOp();
        if (!op.f().equals("dequeue") || op.outcome() != Outcome.OK) {
            return Optional.empty();
        }
        return op.output() == null
                ? notEmpty()
                : neverEnqueued(op.output()).or(() -> takenAlready(op.output())).or(() -> outOfOrder(op.output()));
    }

    private Optional<Clue> neverEnqueued(Object value) {
        return scene.begun(enqueues(value)).findAny().isPresent()
                ? Optional.empty()
                : Optional.of(new Clue("nothing had begun to enqueue it", List.of()));
    }

    private Optional<Clue> takenAlready(Object value) {
        List<Integer> in = scene.begun(enqueues(value)).boxed().toList();
        List<Integer> out = scene.begun(dequeued(value))
                .filter(i -> scene.returned(i) < scene.returned(scene.stuck()))
                .boxed()
                .toList();
        if (out.size() < in.size()) {
            return Optional.empty();
        }
        int other = out.get(out.size() - 1);
        List<Integer> all = new ArrayList<>(out);
        all.addAll(in);
        String times = in.size() == 1 ? "only once" : "only " + in.size() + " times";
        return Optional.of(new Clue(
                scene.who(other) + " had dequeued it " + scene.ended(other) + " and it was enqueued " + times, all));
    }

    /** Some element went in before this one, for certain, and came out after it or not at all. */
    private Optional<Clue> outOfOrder(Object value) {
        List<Integer> in = scene.begun(enqueues(value)).boxed().toList();
        if (in.size() != 1) {
            return Optional.empty();
        }
        int own = in.get(0);
        for (int first : scene.begun(op -> op.f().equals("enqueue")).toArray()) {
            if (scene.precedes(first, own) && stillIn(first)) {
                return Optional.of(new Clue(
                        show(first) + ", whose enqueue by " + scene.who(first) + " had ended " + scene.ended(first)
                                + ", before that of " + Values.show(value) + " began " + scene.began(own)
                                + ", was still in the queue",
                        List.of(first, own)));
            }
        }
        return overtaken(own);
    }

    /** Some element went in after this one, for certain, and came out before this dequeue began. */
    private Optional<Clue> overtaken(int own) {
        for (int later : scene.done(op -> op.f().equals("dequeue") && op.output() != null)
                .toArray()) {
            List<Integer> in =
                    scene.begun(enqueues(scene.op(later).output())).boxed().toList();
            if (in.size() == 1 && scene.precedes(own, in.get(0))) {
                return Optional.of(new Clue(
                        Values.show(scene.op(later).output()) + " was dequeued before it, by " + scene.who(later) + " "
                                + scene.ended(later) + ", and its enqueue began only " + scene.began(in.get(0))
                                + ", when that of " + show(own) + " had ended " + scene.ended(own),
                        List.of(own, in.get(0), later)));
            }
        }
        return Optional.empty();
    }

    private Optional<Clue> notEmpty() {
        return scene.last(scene.done(op -> op.f().equals("enqueue")).filter(this::stillIn))
                .map(in -> new Clue(
                        show(in) + ", enqueued by " + scene.who(in) + " " + scene.ended(in)
                                + scene.beforeStuckBegan("dequeue") + ", was in the queue all the time",
                        List.of(in)));
    }

    /** Whether nobody can have taken what {@code enqueue} put in before the stuck operation had returned. */
    private boolean stillIn(int enqueue) {
        Object value = scene.op(enqueue).input();
        boolean once = scene.begun(enqueues(value)).count() == 1;
        return once
                && scene.begun(op ->
                                op.f().equals("dequeue") && (op.outcome() != Outcome.OK || value.equals(op.output())))
                        .findAny()
                        .isEmpty();
    }

    private String show(int enqueue) {
        return Values.show(scene.op(enqueue).input());
    }

    private static Predicate<Operation> enqueues(Object value) {
        return op -> op.f().equals("enqueue") && value.equals(op.input());
    }

    private static Predicate<Operation> dequeued(Object value) {
        return op -> op.f().equals("dequeue") && op.outcome() == Outcome.OK && value.equals(op.output());
    }
}
