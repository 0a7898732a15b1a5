package io.partita.checker;

import io.partita.checker.LinearizabilityResult.PartResult;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.judge.Meter;
import io.partita.checker.internal.judge.PartJudge;
import io.partita.checker.internal.judge.Workers;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Judges whether a history is linearizable: whether every operation can be thought to have happened at one instant
 * between its invocation and its completion, so that the object behaved as its model says (Herlihy and Wing, TOPLAS
 * 1990).
 *
 * <p>Operations of unknown outcome may have happened at any time after their invocation, or never. Failed ones did not
 * happen. Parts that the model declares independent are judged apart, on as many threads as there are processors.
 */
public final class Linearizability {

    /** Events below which starting threads costs more than it saves. */
    private static final int WORTH_THREADS = 2_000;

    /** Explaining takes at most twice as long as judging, and this. */
    private static final long EXPLANATION_NANOS = 300_000_000;

    private Linearizability() {}

    /** As {@link #check(Model, History, Budget)}, within {@link Budget#DEFAULT}. */
    public static LinearizabilityResult check(Model<?> model, History history) throws InterruptedException {
        return check(model, history, Budget.DEFAULT);
    }

    /**
     * Judges {@code history} within {@code budget}; a budget that does not suffice makes the verdict unknown.
     *
     * @throws io.partita.checker.history.HistoryException if an operation makes no sense to the model
     * @throws InterruptedException if the thread is interrupted; the search then stops at once
     */
    public static LinearizabilityResult check(Model<?> model, History history, Budget budget)
            throws InterruptedException {
        return check(model, history, budget, ignored -> {});
    }

    /**
     * As {@link #check(Model, History, Budget)}, and says how it goes.
     *
     * @param progress is told now and then, at most every 100 ms, by whichever thread is checking; one call at a time.
     *     It should return soon, because the check waits for it
     */
    public static LinearizabilityResult check(
            Model<?> model, History history, Budget budget, Consumer<Progress> progress) throws InterruptedException {
        long start = System.nanoTime();
        Resources resources = new Resources(budget);
        List<Part> parts = Parts.of(model, history);
        List<PartResult> results =
                judgeAll(model, history, parts, resources, new Meter(parts.size(), history, resources, progress));
        Verdict verdict =
                Verdict.worst(results.stream().map(PartResult::verdict).toList());
        return new LinearizabilityResult(
                verdict,
                reason(verdict, results, model, history),
                model.name(),
                history.operations(),
                results,
                Duration.ofNanos(System.nanoTime() - start),
                resources.peakBytes());
    }

    /**
     * How far a check has come.
     *
     * @param partsDone parts (usually: keys) that have a verdict
     * @param parts all parts
     * @param placed operations for which a place was found in the best orders so far
     * @param operations all operations
     * @param configurations configurations met by searches
     * @param memoryBytes what the check holds
     * @param elapsed time since it began
     */
    public record Progress(
            int partsDone,
            int parts,
            long placed,
            long operations,
            long configurations,
            long memoryBytes,
            Duration elapsed) {}

    private static List<PartResult> judgeAll(
            Model<?> model, History history, List<Part> parts, Resources resources, Meter meter)
            throws InterruptedException {
        long start = System.nanoTime();
        List<PartJudge<?>> judges = new ArrayList<>();
        parts.forEach(part -> judges.add(new PartJudge<>(model, history, part, resources, meter)));
        try (Workers workers = new Workers(history.size() < WORTH_THREADS ? 1 : parts.size())) {
            List<Verdict> verdicts = workers.all(judges.stream()
                    .map(judge -> (Callable<Verdict>) judge::judge)
                    .toList());
            long invalid = Collections.frequency(verdicts, Verdict.INVALID);
            long nanosEach = shareOf(2 * (System.nanoTime() - start) + EXPLANATION_NANOS, invalid, workers.threads());
            return workers.all(judges.stream()
                    .map(judge ->
                            (Callable<PartResult>) () -> judge.explained(resources.slice(nanosEach, Long.MAX_VALUE)))
                    .toList());
        }
    }

    /** What one of {@code explanations} may take, when all together may take {@code nanos} on so many threads. */
    private static long shareOf(long nanos, long explanations, int threads) {
        return explanations <= threads ? nanos : nanos * threads / explanations;
    }

    private static String reason(Verdict verdict, List<PartResult> results, Model<?> model, History history) {
        return switch (verdict) {
            case VALID ->
                "all " + history.operations() + " operations"
                        + (results.size() > 1 ? " on " + results.size() + " keys" : "") + " are linearizable as "
                        + model.name();
            case INVALID -> {
                List<Violation> violations = results.stream()
                        .flatMap(result -> result.violation().stream())
                        .toList();
                Violation first = Collections.min(violations, Comparator.comparingInt(Violation::completion));
                yield "not linearizable: " + first.sentence()
                        + (violations.size() > 1 ? " (and " + (violations.size() - 1) + " more keys)" : "");
            }
            case UNKNOWN -> {
                List<PartResult> open = results.stream()
                        .filter(result -> result.verdict() == Verdict.UNKNOWN)
                        .toList();
                PartResult first = open.get(0);
                yield (first.key() == null ? "" : "key " + Values.show(first.key()) + ": ")
                        + first.unknown().orElseThrow().sentence()
                        + (open.size() > 1 ? " (and " + (open.size() - 1) + " more keys)" : "");
            }
        };
    }
}
