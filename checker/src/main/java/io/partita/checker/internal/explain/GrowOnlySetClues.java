package io.partita.checker.internal.explain;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Why a read of a whole set can't have shown what it did: an element is lost, or was never added, or two reads differ. */
final class GrowOnlySetClues {

    private static final Predicate<Operation> READS = op -> op.f().equals("read") && op.outcome() == Outcome.OK;

    private final Scene scene;

    GrowOnlySetClues(Scene scene) {
        this.scene = scene;
    }

    Optional<Clue> clue() {
        if (!READS.test(scene.stuckOp())) {
            return Optional.empty();
        }
        Set<Object> shown = elements(scene.stuck());
        return neverAdded(shown)
                .or(() -> lost(shown))
                .or(() -> seenBefore(shown))
                .or(() -> crossing(shown));
    }

    private Optional<Clue> neverAdded(Set<Object> shown) {
        Set<Object> unexplained = new HashSet<>(shown);
        scene.begun(op -> op.f().equals("add"))
                .forEach(i -> unexplained.remove(scene.op(i).input()));
        return unexplained.stream()
                .findFirst()
                .map(element -> new Clue("nothing had begun to add " + Values.show(element), List.of()));
    }

    private Optional<Clue> lost(Set<Object> shown) {
        return scene.last(scene.done(op -> op.f().equals("add") && !shown.contains(op.input())))
                .map(add -> new Clue(
                        Values.show(scene.op(add).input()) + ", missing from it, had been added by " + scene.who(add)
                                + " " + scene.ended(add) + scene.beforeStuckBegan("read"),
                        List.of(add)));
    }

    private Optional<Clue> seenBefore(Set<Object> shown) {
        return scene.last(scene.done(READS).filter(i -> !shown.containsAll(elements(i))))
                .map(read -> new Clue(
                        scene.who(read) + " had read " + missing(elements(read), shown) + ", missing from it, "
                                + scene.ended(read) + scene.beforeStuckBegan("read"),
                        List.of(read)));
    }

    /** Of two reads one must have seen all that the other saw. */
    private Optional<Clue> crossing(Set<Object> shown) {
        return scene.last(scene.begun(READS)
                        .filter(i -> !scene.crashed(i)
                                && !shown.containsAll(elements(i))
                                && !elements(i).containsAll(shown)))
                .map(read -> new Clue(
                        "the read that " + scene.who(read) + " began " + scene.began(read) + " shows "
                                + missing(elements(read), shown) + " and not " + missing(shown, elements(read))
                                + ", and this one the other way round",
                        List.of(read)));
    }

    private static String missing(Set<Object> of, Set<Object> from) {
        return of.stream()
                .filter(element -> !from.contains(element))
                .findFirst()
                .map(Values::show)
                .orElseThrow();
    }

    private Set<Object> elements(int read) {
        return new HashSet<>((List<?>) scene.op(read).output());
    }
}
