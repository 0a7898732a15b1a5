package io.partita.checker.bench;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.Histories;
import io.partita.checker.history.History;
import io.partita.checker.history.JournalWriter;
import io.partita.checker.history.Op;
import io.partita.checker.history.RecordedHistory;
import io.partita.checker.model.Model;
import io.partita.checker.simulation.Recipe;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a warm checker takes for the histories that stand for the rest: average ms a check, history in memory. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class CheckBenchmarks {

    private static final Budget BUDGET = new Budget(Duration.ofMinutes(1), 2L << 30);

    /** A million operations with unique values: no search. */
    @State(Scope.Benchmark)
    public static class Million {

        @Param({"register", "cas-register", "kv", "queue"})
        public String object;

        private Model<?> model;
        private History history;

        @Setup
        public void make() {
            Recipe recipe = new Recipe(object, 30, 1_000_000, 0.01, false, 1);
            model = recipe.model();
            history = recipe.make().history();
        }
    }

    /** Ten thousand operations on five values, thirty clients at a time: the general search. */
    @State(Scope.Benchmark)
    public static class Repeated {

        @Param({"0", "0.01"})
        public double crashes;

        @Param({"false", "true"})
        public boolean violated;

        private Model<?> model;
        private History history;

        @Setup
        public void make() {
            Recipe recipe = new Recipe("cas-small", 30, 10_000, crashes, violated, 1);
            model = recipe.model();
            history = recipe.make().history();
        }
    }

    /** The recorded logs of etcd that checkers are commonly compared by. */
    @State(Scope.Benchmark)
    public static class EtcdLogs {

        private final Model<?> model = Models.named("cas-register-strict");
        private List<History> histories;

        @Setup
        public void read() throws IOException, URISyntaxException {
            Path logs = Path.of(
                    CheckBenchmarks.class.getResource("/histories/porcupine-etcd").toURI());
            histories = new ArrayList<>();
            try (Stream<Path> files = Files.list(logs)) {
                for (Path file : files.sorted().toList()) {
                    histories.add(Histories.read(file, Optional.empty()).history());
                }
            }
        }
    }

    /** A journal of a hundred thousand operations. */
    @State(Scope.Benchmark)
    public static class Journal {

        private Path file;

        @Setup(Level.Trial)
        public void write() throws IOException {
            file = Files.createTempFile("journal", ".jsonl");
            try (JournalWriter writer = JournalWriter.create(file, Map.of("model", "kv"))) {
                for (Op op : new Recipe("kv", 30, 100_000, 0.01, false, 1).make().history()) {
                    writer.append(op);
                }
            }
        }

        @TearDown(Level.Trial)
        public void delete() throws IOException {
            Files.delete(file);
        }
    }

    @Benchmark
    public Verdict millionOperations(Million million) throws InterruptedException {
        return Linearizability.check(million.model, million.history, BUDGET).verdict();
    }

    @Benchmark
    public Verdict repeatedValues(Repeated repeated) throws InterruptedException {
        return Linearizability.check(repeated.model, repeated.history, BUDGET).verdict();
    }

    @Benchmark
    public List<Verdict> etcdLogs(EtcdLogs logs) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        for (History history : logs.histories) {
            verdicts.add(Linearizability.check(logs.model, history, BUDGET).verdict());
        }
        return verdicts;
    }

    @Benchmark
    public RecordedHistory readingAJournal(Journal journal) throws IOException {
        return Histories.read(journal.file, Optional.empty());
    }
}
