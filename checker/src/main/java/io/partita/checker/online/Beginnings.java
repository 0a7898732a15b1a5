package io.partita.checker.online;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.Op;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Judges every beginning of the history that it comes to with ordinary checkers, from the start. A beginning is judged
 * as if the run had ended there: what is open then is of unknown outcome.
 *
 * <p>After each look it rests nine times as long as that look took, so that it never takes more than a tenth of one
 * processor, whatever the length of the run; a short history is looked at several times a second. All beginnings
 * together cost what a constant number of judgements of the whole would.
 */
public final class Beginnings implements OnlineChecker {

    private static final long REST_NANOS = 200_000_000;
    private static final int REST_FACTOR = 9;

    /** A look that takes longer would leave too many events waiting. */
    private static final Budget EACH = new Budget(Duration.ofSeconds(1), Math.max(1, Budget.DEFAULT.memoryBytes() / 4));

    private final List<Checker> checkers;
    private final LongSupplier clock;
    private final HistoryBuilder history = History.builder();
    private int judged;
    private long restUntil;
    private String trouble;

    /**
     * @param checkers those whose accusations stand
     * @param clock monotonic nanoseconds
     */
    public Beginnings(List<Checker> checkers, LongSupplier clock) {
        this.checkers = List.copyOf(checkers);
        this.clock = clock;
        this.restUntil = clock.getAsLong() + REST_NANOS;
    }

    /** Who judges. */
    public List<Checker> checkers() {
        return checkers;
    }

    @Override
    public String name() {
        return checkers.stream().map(Checker::name).collect(Collectors.joining(", "));
    }

    @Override
    public Optional<Violation> take(Op event) {
        if (trouble == null) {
            try {
                history.add(event);
            } catch (HistoryException e) {
                trouble = e.getMessage();
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Violation> lookBack() throws InterruptedException {
        long begun = clock.getAsLong();
        if (trouble != null || history.size() == judged || begun - restUntil < 0) {
            return Optional.empty();
        }
        History beginning = history.build();
        judged = beginning.size();
        Optional<Violation> found = judge(beginning);
        long ended = clock.getAsLong();
        restUntil = ended + Math.max(REST_NANOS, REST_FACTOR * (ended - begun));
        return found;
    }

    private Optional<Violation> judge(History beginning) throws InterruptedException {
        for (Checker checker : checkers) {
            CheckResult result = Checkers.checkSafely(checker, beginning, EACH);
            if (result.verdict() == Verdict.INVALID) {
                return Optional.of(violation(result, beginning));
            }
        }
        return Optional.empty();
    }

    private static Violation violation(CheckResult result, History beginning) {
        int last = beginning.size() - 1;
        Optional<CheckResult.Anomaly> first = result.anomalies().stream().findFirst();
        long named = first.map(CheckResult.Anomaly::opIndex).orElse((long) last);
        int index = named < 0 || named > last ? last : (int) named;
        return new Violation(
                result.checker(),
                first.map(CheckResult.Anomaly::key).orElse(null),
                index,
                beginning.time(index),
                result.reason());
    }

    @Override
    public Optional<String> gaveUp() {
        return Optional.ofNullable(trouble);
    }
}
