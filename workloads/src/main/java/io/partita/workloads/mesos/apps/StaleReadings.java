package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.workloads.mesos.apps.Knowledge.Word;
import io.partita.workloads.mesos.apps.Stale.Reason;
import io.partita.workloads.mesos.apps.Terms.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the readings that certainly miss changes, and tells which of them a deposed leader explains.
 *
 * <p>A reading shows what some change left, the source. It misses another change if that one began after the source had
 * certainly taken effect, so comes later in whatever order there is, and had itself certainly taken effect before the
 * reading began. No linearization has room for such a reading.
 *
 * <p>A deposed leader explains it if whoever answered the reading led before whoever told of the missed change, and if that
 * one's term was young enough: a leader that is replaced finds out within {@link Overlap}. Nothing explains a leader
 * that has forgotten what it said itself, or what a predecessor said: what it does not know of is lost.
 */
final class StaleReadings {

    private final History history;
    private final Terms terms;
    private final Overlap overlap;

    StaleReadings(History history, Terms terms, Overlap overlap) {
        this.history = history;
        this.terms = terms;
        this.overlap = overlap;
    }

    /** Those of {@code app}, in the order of its readings. */
    List<Stale> of(AppRecord app) {
        Knowledge known = new Knowledge(app);
        List<Stale> found = new ArrayList<>();
        for (Reading reading : app.readings()) {
            List<Change> missed = missed(app, known, reading);
            if (!missed.isEmpty()) {
                long first = history.time(known.of(missed.get(0)).orElseThrow().index());
                found.add(new Stale(
                        app.id(),
                        reading,
                        missed,
                        history.time(reading.invoked()) - first,
                        reason(reading, missed, known)));
            }
        }
        return found;
    }

    private List<Change> missed(AppRecord app, Knowledge known, Reading reading) {
        if (reading.app().isAbsent()) {
            // Before its creation or after its deletion: nobody can tell once a deletion may be under way.
            boolean mayBeGone = app.changes().stream()
                    .anyMatch(change -> change.deletes() && change.invoked() < reading.completed());
            return mayBeGone ? List.of() : after(app, known, reading, -1, change -> true);
        }
        Optional<Change> exactly = known.exactly(reading);
        if (exactly.isPresent()) {
            int since = known.of(exactly.get()).orElseThrow().index();
            return after(app, known, reading, since, change -> true);
        }
        // A scaling of unknown outcome may have come after whatever gave the token, so only tokens can be compared.
        return known.tokenOf(reading)
                .map(source -> after(
                        app, known, reading, known.of(source).orElseThrow().index(), Change::setsToken))
                .orElse(List.of());
    }

    /** The changes that began after {@code since} and were known before {@code reading} began. */
    private static List<Change> after(
            AppRecord app, Knowledge known, Reading reading, int since, Predicate<Change> concerned) {
        return app.changes().stream()
                .filter(concerned)
                .filter(change -> change.invoked() > since)
                .filter(change -> known.of(change)
                        .filter(word -> word.index() < reading.invoked())
                        .isPresent())
                .sorted(Comparator.comparingInt(
                        change -> known.of(change).orElseThrow().index()))
                .toList();
    }

    private Reason reason(Reading reading, List<Change> missed, Knowledge known) {
        for (Change change : missed) {
            Reason reason = reason(reading, known.of(change).orElseThrow());
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private Reason reason(Reading reading, Word word) {
        long asked = history.time(reading.invoked());
        Optional<Term> term = Optional.ofNullable(word.leader()).flatMap(leader -> terms.at(leader, word.index()));
        if (reading.leader() == null || term.isEmpty()) {
            return overlap.nearFault(history, asked) ? null : Reason.NO_FAULT;
        }
        if (reading.leader().equals(word.leader())) {
            return Reason.OWN_WORD;
        }
        if (!terms.answeredBefore(reading.leader(), term.get().first())) {
            return Reason.SUCCESSOR;
        }
        long since = overlap.running(history, term.get().from(), asked);
        return since <= overlap.bound().toNanos() ? null : Reason.TOO_LATE;
    }
}
