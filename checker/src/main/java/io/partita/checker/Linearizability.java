package io.partita.checker;

import io.partita.checker.LinearizabilityResult.PartResult;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.judge.PartJudge;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        long start = System.nanoTime();
        Resources resources = new Resources(budget);
        List<Part> parts = Parts.of(model, history);
        List<PartResult> results = judgeAll(model, history, parts, resources);
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

    private static List<PartResult> judgeAll(Model<?> model, History history, List<Part> parts, Resources resources)
            throws InterruptedException {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), parts.size());
        List<Callable<PartResult>> tasks = new ArrayList<>();
        for (Part part : parts) {
            tasks.add(() -> new PartJudge<>(model, history, part, resources).judge());
        }
        if (threads <= 1 || history.size() < WORTH_THREADS) {
            List<PartResult> results = new ArrayList<>();
            for (Part part : parts) {
                results.add(new PartJudge<>(model, history, part, resources).judge());
            }
            return results;
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "linearizability");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<PartResult> results = new ArrayList<>();
            for (Future<PartResult> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) throws InterruptedException {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        if (e.getCause() instanceof Error cause) {
            throw cause;
        }
        throw new IllegalStateException(e.getCause());
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
                        + first.unknownReason().orElseThrow()
                        + (open.size() > 1 ? " (and " + (open.size() - 1) + " more keys)" : "");
            }
        };
    }
}
