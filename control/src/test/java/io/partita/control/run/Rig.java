package io.partita.control.run;

import com.sun.management.OperatingSystemMXBean;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A scheduler with its journal and clients that need no time, measured. */
final class Rig {

    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final Duration NO_LIMIT = Duration.ofMinutes(10);

    private Rig() {}

    /**
     * What one run took.
     *
     * @param operations how many operations ended
     * @param seconds how long it took
     * @param cpuSeconds processor time of the whole virtual machine
     */
    record Measured(long operations, double seconds, double cpuSeconds) {

        double perSecond() {
            return operations / seconds;
        }

        double cpuMicrosEach() {
            return cpuSeconds * 1e6 / operations;
        }
    }

    /** What a client answers at once; told when it was called. */
    @FunctionalInterface
    interface Answer {
        Object to(long time, Invocation invocation);
    }

    /** Runs {@code generator} to its end with {@code workers} workers, the journal in {@code file}. */
    static Measured run(int workers, Generator generator, Path file, Answer answer) throws Exception {
        return run(workers, generator, file, answer, recorder -> recorder);
    }

    /** As {@link #run(int, Generator, Path, Answer)}, with something between the scheduler and the journal. */
    static Measured run(int workers, Generator generator, Path file, Answer answer, UnaryOperator<Recorder> between)
            throws Exception {
        long start = System.nanoTime();
        LongSupplier clock = () -> System.nanoTime() - start;
        Client idle = new Client() {
            @Override
            public Completion invoke(Invocation invocation) {
                return Completion.ok(answer.to(clock.getAsLong(), invocation));
            }

            @Override
            public void close() {}
        };
        try (JournalRecorder recorder = new JournalRecorder(file, Map.of("model", "kv"));
                Scheduler scheduler = new Scheduler(
                        workers,
                        new ThreadCrew(workers, NODES, (node, process) -> idle, clock),
                        between.apply(recorder),
                        NO_LIMIT);
                FaultDriver noFaults = new FaultDriver(null, List.of())) {
            long cpu = cpuNanos();
            long begin = System.nanoTime();
            scheduler.run(generator, noFaults);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Measured(recorder.count(OpType.OK), seconds, (cpuNanos() - cpu) / 1e9);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
