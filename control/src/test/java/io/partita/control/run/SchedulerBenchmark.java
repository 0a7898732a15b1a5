package io.partita.control.run;

import io.partita.checker.Budget;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.JournalReader;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.model.NullRead;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What the scheduler can do: operations a second, how late an operation comes to its client, and what a long history
 * takes. Run by {@code control/bench}.
 */
public final class SchedulerBenchmark {

    private static final PrintStream OUT = System.out;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int ROUNDS = 5;
    private static final int GAP = 100_000;
    private static final int COUNT = 20_000;
    private static final int MANY_EVENTS = 10_000_000;

    private final Path directory;

    private SchedulerBenchmark(Path directory) {
        this.directory = directory;
    }

    /** Arguments: which figures; all when none is given. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = arguments.length > 0
                ? List.of(arguments)
                : List.of("throughput", "online", "lateness", "memory", "long");
        Path directory = Files.createTempDirectory("partita-bench-");
        try {
            var benchmark = new SchedulerBenchmark(directory);
            for (String figure : wanted) {
                switch (figure) {
                    case "throughput" -> benchmark.throughput();
                    case "online" -> benchmark.online();
                    case "lateness" -> benchmark.lateness();
                    case "memory" -> benchmark.memory();
                    case "long" -> benchmark.longHistory();
                    default ->
                        throw new IllegalArgumentException(
                                "no figure is called " + figure + ": throughput, online, lateness, memory, long");
                }
            }
        } finally {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private void throughput() throws Exception {
        double reference = 0;
        double handOvers = Bare.handOversPerSecond(ROUND);
        say("%,20.0f times a second two bare threads hand something to and fro, parking", handOvers);
        for (int workers : new int[] {1, 5, 30, 1024}) {
            double[] rates = new double[ROUNDS];
            double[] costs = new double[ROUNDS];
            measure(workers);
            for (int round = 0; round < ROUNDS; round++) {
                Rig.Measured measured = measure(workers);
                rates[round] = measured.perSecond();
                costs[round] = measured.cpuMicrosEach();
            }
            reference = reference == 0 ? median(rates) : reference;
            say(
                    "%5d workers  %,10.0f operations/s (%,.0f to %,.0f)  %6.2f us CPU each  ratio %.2f",
                    workers, median(rates), rates[0], rates[ROUNDS - 1], median(costs), median(rates) / reference);
        }
    }

    /** What judging meanwhile costs: rounds with and without it take turns, so that both meet the same machine. */
    private void online() throws Exception {
        Checker registers = Checkers.linearizable("linearizability", Models.named("kv"));
        online("registers", registers, 0);
        online("registers", registers, 20_000);
        online("deadlines", Deadlines.checker(), 0);
        online("deadlines", Deadlines.checker(), 200);
    }

    private void online(String what, Checker checker, int perSecond) throws Exception {
        double[] plain = new double[ROUNDS];
        double[] judged = new double[ROUNDS];
        double[] plainCost = new double[ROUNDS];
        double[] judgedCost = new double[ROUNDS];
        List<String> told = new CopyOnWriteArrayList<>();
        for (int round = -3; round < ROUNDS; round++) {
            Rig.Measured without = registers(perSecond, UnaryOperator.identity());
            Rig.Measured with;
            Jury jury = new Jury(
                    OnlineCheckers.of(List.of(checker)), violation -> told.add(violation.sentence()), told::add);
            try (RunWatch watch = new RunWatch(new Latencies(), jury)) {
                with = registers(perSecond, recorder -> new WatchedRecorder(recorder, watch));
            }
            if (round >= 0) {
                plain[round] = without.perSecond();
                judged[round] = with.perSecond();
                plainCost[round] = without.cpuMicrosEach();
                judgedCost[round] = with.cpuMicrosEach();
            }
        }
        say(
                "%s, %s  %,10.0f operations/s plain  %,10.0f judged meanwhile  ratio %.2f  %.2f and %.2f us CPU each  %s",
                what,
                perSecond == 0 ? "as fast as possible" : perSecond + " a second     ",
                median(plain),
                median(judged),
                median(judged) / median(plain),
                median(plainCost),
                median(judgedCost),
                told.isEmpty() ? "all judged" : told.stream().distinct().toList());
    }

    /** Registers written once each value, a thousand operations each. */
    private Rig.Measured registers(int perSecond, UnaryOperator<Recorder> between) throws Exception {
        Path file = directory.resolve("history.jsonl");
        Map<Object, Object> values = new ConcurrentHashMap<>();
        Rig.Answer register = (time, invocation) -> {
            if (invocation.f().equals("write")) {
                values.put(invocation.key(), invocation.value());
                return invocation.value();
            }
            return values.get(invocation.key());
        };
        Generator load = Generators.stream(
                1,
                (n, random) ->
                        n % 2 == 0 ? new Template("write", n / 1_000, n + 1) : new Template("read", n / 1_000, null));
        Generator paced =
                perSecond == 0 ? load : Generators.stagger(Duration.ofNanos(1_000_000_000 / perSecond), 1, load);
        try {
            return Rig.run(30, Generators.timeLimit(ROUND, paced), file, register, between);
        } finally {
            Files.delete(file);
        }
    }

    private Rig.Measured measure(int workers) throws Exception {
        Path file = directory.resolve("history.jsonl");
        try {
            return Rig.run(
                    workers,
                    Generators.timeLimit(ROUND, Generators.stream(1, (n, random) -> new Template("write", null, n))),
                    file,
                    (time, invocation) -> invocation.value());
        } finally {
            Files.delete(file);
        }
    }

    /** From the moment for which an operation was planned to the call of its client, at 10 000 operations a second. */
    private void lateness() throws Exception {
        Histogram bare = Bare.lateness(GAP, COUNT);
        say(
                "a bare thread wakes late by p50 %,.0f us  p99 %,.0f us  p99.9 %,.0f us",
                bare.getValueAtPercentile(50) / 1e3,
                bare.getValueAtPercentile(99) / 1e3,
                bare.getValueAtPercentile(99.9) / 1e3);
        for (int workers : new int[] {5, 30, 1024}) {
            Histogram late = new ConcurrentHistogram(3);
            for (int round = 0; round <= ROUNDS; round++) {
                Path file = directory.resolve("history.jsonl");
                boolean counts = round > 0;
                Rig.Measured measured = Rig.run(workers, new Metronome(GAP, 0, COUNT), file, (time, invocation) -> {
                    if (counts) {
                        late.recordValue(Math.max(0, time - (long) invocation.value()));
                    }
                    return null;
                });
                Files.delete(file);
                if (round == ROUNDS) {
                    say(
                            "%5d workers  %,6.0f operations/s  late by p50 %,.0f us  p99 %,.0f us  p99.9 %,.0f us  most %,.0f us"
                                    + "  %.2f us CPU each",
                            workers,
                            measured.perSecond(),
                            late.getValueAtPercentile(50) / 1e3,
                            late.getValueAtPercentile(99) / 1e3,
                            late.getValueAtPercentile(99.9) / 1e3,
                            late.getMaxValue() / 1e3,
                            measured.cpuMicrosEach());
                }
            }
        }
    }

    /** One operation every {@code gap} ns, planned beforehand; the value says for when. */
    private record Metronome(long gap, long number, long count) implements Generator {
        @Override
        public Offer offer(Context context) {
            if (number == count) {
                return Exhausted.INSTANCE;
            }
            int thread = context.freeThread(0, context.threads());
            if (thread < 0) {
                return Pending.INSTANCE;
            }
            long due = (number + 1) * gap;
            return new Ready(
                    due,
                    new Invocation(context.process(thread), "write", null, due),
                    new Metronome(gap, number + 1, count));
        }
    }

    private void memory() {
        long before = usedBytes();
        HistoryBuilder builder = History.builder();
        fill(builder);
        long growing = usedBytes() - before;
        History history = builder.build();
        builder = null;
        long whole = usedBytes() - before;
        say(
                "%,d events  %.1f bytes each while it grows, %.1f when it is read",
                history.size(), (double) growing / MANY_EVENTS, (double) whole / MANY_EVENTS);
    }

    private static void fill(HistoryBuilder builder) {
        for (int i = 0; i < MANY_EVENTS; i += 2) {
            int process = i / 2 % 30;
            builder.add(new Op(i, i * 1000L, process, OpType.INVOKE, "write", null, (long) i, null));
            builder.add(new Op(i + 1, i * 1000L + 500, process, OpType.OK, "write", null, (long) i, null));
        }
    }

    /** Every key is a register that is written and read. */
    private void longHistory() throws Exception {
        Path file = directory.resolve("long.jsonl");
        AtomicLong[] registers = new AtomicLong[MANY_EVENTS / 1000];
        Arrays.setAll(registers, key -> new AtomicLong());
        Generator load = Generators.limit(
                MANY_EVENTS / 2,
                Generators.stream(
                        1,
                        (n, random) -> random.nextBoolean()
                                ? new Template("write", n % registers.length, n)
                                : new Template("read", n % registers.length, null)));
        Rig.Measured measured = Rig.run(30, load, file, (time, invocation) -> {
            AtomicLong register = registers[(int) (long) invocation.key()];
            if (invocation.f().equals("read")) {
                return register.get();
            }
            register.set((long) invocation.value());
            return invocation.value();
        });
        say(
                "journaled: %,d operations in %.1f s, %,d MB",
                measured.operations(), measured.seconds(), Files.size(file) >> 20);
        long begin = System.nanoTime();
        History history = JournalReader.read(file).history();
        say("loaded: %,d events in %.1f s", history.size(), (System.nanoTime() - begin) / 1e9);
        begin = System.nanoTime();
        LinearizabilityResult result = Linearizability.check(
                Models.named("kv", new Models.Settings(Optional.of(0L), NullRead.ABSENT)),
                history,
                new Budget(Duration.ofMinutes(10), 1L << 30));
        say(
                "judged: %s in %.1f s, heap %,d MB of %,d: %s",
                result.verdict(),
                (System.nanoTime() - begin) / 1e9,
                peakBytes() >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                result.reason());
    }

    private static long peakBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void say(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
