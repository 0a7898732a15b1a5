package io.partita.checker.bench;

import com.sun.management.OperatingSystemMXBean;
import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.PartResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Measures checks. Nothing else may run in the virtual machine meanwhile: processor time is that of the whole process,
 * so the check's own threads, the garbage collector and the compiler are all in it.
 *
 * <p>A check that takes less than half a second is repeated until the clock of the processor, which ticks in hundredths of a
 * second, tells something; the first run then warms up and does not count.
 */
final class Meter {

    private static final long REPEATED_BELOW = 500_000_000L;
    private static final int MOST_RUNS = 2_000;
    private static final long POLL_MILLIS = 20;

    private static final double MEBI = 1 << 20;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * When a check is stopped.
     *
     * @param cpu processor time of the process, watched from outside the check
     * @param budget what the check is told
     * @param repeat processor time for which short checks are repeated
     */
    record Limits(Duration cpu, Budget budget, Duration repeat) {}

    private record Clocks(long wall, long cpu, long gcMillis) {

        static Clocks now() {
            long gc = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum();
            return new Clocks(System.nanoTime(), SYSTEM.getProcessCpuTime(), gc);
        }

        long cpuSince() {
            return SYSTEM.getProcessCpuTime() - cpu;
        }
    }

    private final Limits limits;

    Meter(Limits limits) {
        this.limits = limits;
    }

    Reading measure(Model<?> model, History history) throws InterruptedException {
        System.gc();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        Clocks start = Clocks.now();
        LinearizabilityResult result;
        try {
            result = run(model, history);
        } catch (Stopped e) {
            return reading(e.verdict, start, 1, 0, peak(heap), 0, e.getMessage());
        }
        int runs = 1;
        if (start.cpuSince() < REPEATED_BELOW) {
            start = Clocks.now();
            for (runs = 0;
                    runs == 0
                            || runs < MOST_RUNS
                                    && start.cpuSince() < limits.repeat().toNanos();
                    runs++) {
                result = Linearizability.check(model, history, limits.budget());
            }
        }
        long configurations =
                result.parts().stream().mapToLong(PartResult::configurations).sum();
        String note = result.verdict() == Verdict.UNKNOWN ? result.reason() : "";
        return reading(
                result.verdict().label(), start, runs, result.peakMemoryBytes(), peak(heap), configurations, note);
    }

    private static Reading reading(
            String verdict, Clocks start, int runs, long check, long heap, long configurations, String note) {
        Clocks end = Clocks.now();
        return new Reading(
                verdict,
                (end.wall() - start.wall()) / 1e6 / runs,
                (end.cpu() - start.cpu()) / 1e6 / runs,
                (double) (end.gcMillis() - start.gcMillis()) / runs,
                check / MEBI,
                heap / MEBI,
                residentPeak(),
                configurations,
                note);
    }

    /** Carries out one check on a thread of its own, and interrupts it when it has used too much processor time. */
    private LinearizabilityResult run(Model<?> model, History history) throws InterruptedException, Stopped {
        FutureTask<LinearizabilityResult> task =
                new FutureTask<>(() -> Linearizability.check(model, history, limits.budget()));
        Thread thread = new Thread(task, "measured check");
        thread.setDaemon(true);
        Clocks start = Clocks.now();
        thread.start();
        while (true) {
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (start.cpuSince() > limits.cpu().toNanos()) {
                    thread.interrupt();
                }
            } catch (ExecutionException e) {
                thread.join();
                throw new Stopped(e.getCause(), limits);
            }
        }
    }

    private static long peak(List<MemoryPoolMXBean> pools) {
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static double residentPeak() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux
        }
    }

    /** There was no answer. */
    private static final class Stopped extends Exception {

        private static final long serialVersionUID = 1L;

        private final String verdict;

        Stopped(Throwable cause, Limits limits) {
            super(
                    cause instanceof InterruptedException
                            ? "stopped after " + limits.cpu().toMillis() + " ms of processor time"
                            : cause.toString());
            verdict = cause instanceof InterruptedException
                    ? "stopped"
                    : cause instanceof OutOfMemoryError ? "memory" : "error";
        }
    }
}
