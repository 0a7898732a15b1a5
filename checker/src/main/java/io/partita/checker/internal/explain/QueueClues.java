package io.partita.checker.internal.explain;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Why a dequeue can't have answered what it did: no such element, taken twice, out of order, or not empty. */
final class QueueClues {

    private final Scene scene;
    /** By value: the enqueues that had begun. */
    private final Map<Object, List<Integer>> enqueues = new HashMap<>();
    /** What dequeues that had begun took. */
    private final Set<Object> taken = new HashSet<>();

    private boolean unknownTakes;

    QueueClues(Scene scene) {
        this.scene = scene;
    }

    Optional<Clue> clue() {
        Operation op = scene.stuckOp();
        if (!op.f().equals("dequeue") || op.outcome() != Outcome.OK) {
            return Optional.empty();
        }
        scene.begun().forEach(this::index);
        return op.output() == null
                ? notEmpty()
                : neverEnqueued(op.output()).or(() -> takenAlready(op.output())).or(() -> outOfOrder(op.output()));
    }

    private void index(int i) {
        Operation op = scene.op(i);
        if (op.f().equals("enqueue")) {
            enqueues.computeIfAbsent(op.input(), value -> new ArrayList<>()).add(i);
        } else if (op.outcome() == Outcome.OK) {
            taken.add(op.output());
        } else {
            unknownTakes = true;
        }
    }

    private List<Integer> enqueuesOf(Object value) {
        return enqueues.getOrDefault(value, List.of());
    }

    private Optional<Clue> neverEnqueued(Object value) {
        return enqueuesOf(value).isEmpty()
                ? Optional.of(new Clue("nothing had begun to enqueue it", List.of()))
                : Optional.empty();
    }

    private Optional<Clue> takenAlready(Object value) {
        List<Integer> in = enqueuesOf(value);
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
        List<Integer> in = enqueuesOf(value);
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
            List<Integer> in = enqueuesOf(scene.op(later).output());
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
        return enqueuesOf(value).size() == 1 && !unknownTakes && !taken.contains(value);
    }

    private String show(int enqueue) {
        return Values.show(scene.op(enqueue).input());
    }

    private static Predicate<Operation> dequeued(Object value) {
        return op -> op.f().equals("dequeue") && op.outcome() == Outcome.OK && value.equals(op.output());
    }
}
