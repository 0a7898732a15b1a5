package io.partita.control.run;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.control.plan.TestPlan;
import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import io.partita.provisioning.system.ProcessState;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A run of the production code in a simulated world: load phase, scheduler, workers, fault driver, nemesis, ledger and
 * journal are those of every run; nodes, clients and time are simulated.
 */
final class SimulatedRun {

    private static final List<String> FAULTS = List.of("partition-majorities", "partition-leader", "kill", "pause");
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final Duration LIMIT = Duration.ofMillis(1500);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int THREADS = 7;
    private static final int KEYS = 3;
    private static final FaultCatalog CATALOG = FaultCatalog.load(SimulatedRun.class.getClassLoader());

    private final long seed;
    private final World world = new World(NODES.size());
    private final Map<Object, Object> registers = new HashMap<>();
    private UnaryOperator<Generator> load = usual -> usual;
    private UnaryOperator<Generator> last = usual -> usual;
    private Consumer<LoadPhase> intervention = phase -> {};
    private Duration intervenesAfter = LIMIT;

    private SimulatedRun(long seed) {
        this.seed = seed;
    }

    static SimulatedRun withSeed(long seed) {
        return new SimulatedRun(seed);
    }

    /** With another load than the usual one. */
    SimulatedRun load(UnaryOperator<Generator> change) {
        load = change;
        return this;
    }

    /** With other final reads than the usual ones. */
    SimulatedRun last(UnaryOperator<Generator> change) {
        last = change;
        return this;
    }

    /** Somebody intervenes when the load has gone on for so long. */
    SimulatedRun after(Duration time, Consumer<LoadPhase> what) {
        intervenesAfter = time;
        intervention = what;
        return this;
    }

    /**
     * What a run left behind.
     *
     * @param journal the file, byte by byte
     * @param dirt what is not healed
     */
    record Traces(byte[] journal, List<String> dirt) {}

    /** Runs with {@code seed}; writes its files into {@code directory} and removes them again. */
    static Traces of(long seed, Path directory) throws Exception {
        return withSeed(seed).run(directory);
    }

    Traces run(Path directory) throws IOException, InterruptedException {
        Path journal = directory.resolve("history.jsonl");
        Path ledger = directory.resolve("faults.jsonl");
        var time = new VirtualTime(seed);
        var environment = new Environment(world.takingTime(time), new SimSystem(), time, Limits.DEFAULT);
        try (JournalRecorder recorder = new JournalRecorder(journal, Map.of("model", "kv"));
                DefaultNemesis nemesis = DefaultNemesis.withoutHeartbeat(environment, ledger, CATALOG)) {
            var phase = new LoadPhase(plan(), new Registers(), Optional.empty(), recorder, time);
            time.after(intervenesAfter.toNanos(), () -> intervention.accept(phase));
            phase.run(
                    nemesis,
                    limit -> Optional.empty(),
                    () -> {
                        time.sleep(Duration.ofMillis(500));
                        return Optional.empty();
                    },
                    words -> {});
        }
        try {
            return new Traces(Files.readAllBytes(journal), world.dirt());
        } finally {
            Files.delete(journal);
            Files.delete(ledger);
        }
    }

    private TestPlan plan() {
        return new TestPlan(
                "registers",
                Map.of(),
                FAULTS,
                "sim",
                Map.of(),
                "none",
                "sim",
                NODES,
                LIMIT,
                300,
                THREADS,
                seed,
                INTERVAL,
                Duration.ofSeconds(1),
                false,
                FaultSchedules.plan(FAULTS, LIMIT, INTERVAL, seed));
    }

    /** A client of one node: what it can do depends on how that node is when the operation happens. */
    private final class RegisterClient implements Client {

        private final String node;

        RegisterClient(String node) {
            this.node = node;
        }

        @Override
        public Completion invoke(Invocation invocation) throws IOException {
            ProcessState state = world.node(node).process("").state();
            if (state == ProcessState.DEAD) {
                return Completion.fail(invocation, "refused");
            }
            if (state == ProcessState.PAUSED) {
                throw new SocketTimeoutException("no answer");
            }
            if (world.node(node).hasChain() && invocation.process() % 2 == 0) {
                throw new ConnectException("cut off");
            }
            if (invocation.f().equals("read")) {
                return Completion.ok(registers.get(invocation.key()));
            }
            registers.put(invocation.key(), invocation.value());
            return Completion.ok(invocation.value());
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private final class Registers implements Workload.Load {

        @Override
        public Client.Factory clients() {
            return (node, process) -> new RegisterClient(node);
        }

        @Override
        public void setUp() {
            // Every key is absent.
        }

        @Override
        public Generator generator() {
            return load.apply(Generators.stream(
                    seed,
                    (number, random) -> random.nextBoolean()
                            ? new Template("write", random.nextLong(KEYS), number)
                            : new Template("read", random.nextLong(KEYS), null)));
        }

        @Override
        public Generator finalGenerator() {
            return last.apply(Generators.limit(
                    KEYS, Generators.stream(seed, (number, random) -> new Template("read", number, null))));
        }

        @Override
        public List<Checker> checkers() {
            return List.of();
        }

        @Override
        public Optional<String> missingEvidence(History history) {
            return Optional.empty();
        }
    }
}
