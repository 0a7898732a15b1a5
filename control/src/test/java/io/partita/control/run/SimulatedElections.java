package io.partita.control.run;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.ClockRule;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.checker.online.Beginnings;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineChecker.Violation;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A run of the production code in virtual time, at a cluster that elects a leader when the last one is gone, so many times.
 * It is judged while it goes on, and the first violation ends its load.
 */
final class SimulatedElections {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> FAULTS = List.of("kill", "partition-majorities");
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final Duration INTERVAL = Duration.ofSeconds(8);
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int THREADS = 3;
    /** So few a second that seldom one is under way which is never answered: nothing is certain meanwhile. */
    private static final int RATE = 2;

    private static final Duration PAUSE = Duration.ofMillis(1_100);
    private static final FaultCatalog CATALOG = FaultCatalog.load(SimulatedElections.class.getClassLoader());
    /** Events between two looks. */
    private static final int OFTEN = 2;

    private final long seed;
    private final VirtualTime time;
    private final World world = new World(NODES.size());
    private final AtomicReference<Violation> seen = new AtomicReference<>();
    private int elections;
    private Optional<String> leader = Optional.of("n1");

    /** @param elections how many it will hold before it forgets to */
    SimulatedElections(long seed, int elections) {
        this.seed = seed;
        this.elections = elections;
        this.time = new VirtualTime(seed);
    }

    /**
     * What came of a run.
     *
     * @param recorded its history, as the run itself has it
     * @param journal its history's file
     * @param violation what ended its load, if anything did
     * @param phases what it did after that
     */
    record Outcome(History recorded, Path journal, Optional<Violation> violation, List<String> phases) {}

    Outcome run(Path directory) throws Exception {
        Path journal = directory.resolve("history-" + seed + "-" + elections + ".jsonl");
        Path ledger = directory.resolve("faults.jsonl");
        List<String> phases = new ArrayList<>();
        var environment = new Environment(world.takingTime(time), new SimSystem(), time, Limits.DEFAULT);
        try (JournalRecorder recorder = new JournalRecorder(journal, Map.of());
                DefaultNemesis nemesis = DefaultNemesis.withoutHeartbeat(environment, ledger, CATALOG)) {
            AtomicReference<LoadPhase> phase = new AtomicReference<>();
            Jury jury = new Jury(
                    judges(),
                    violation -> {
                        seen.set(violation);
                        phase.get().stopWithoutFinalReads();
                    },
                    told -> {});
            phase.set(new LoadPhase(plan(), load(), Optional.empty(), watched(recorder, jury), time));
            phase.get().run(nemesis, limit -> Optional.empty(), Optional::empty, phases::add);
            return new Outcome(recorder.history(), journal, Optional.ofNullable(seen.get()), phases);
        } finally {
            Files.deleteIfExists(ledger);
        }
    }

    /** Those of the load, with the virtual clock. */
    private List<OnlineChecker> judges() {
        return load().onlineCheckers().stream()
                .<OnlineChecker>map(judge -> new Beginnings(((Beginnings) judge).checkers(), time::now))
                .toList();
    }

    /** In real runs a thread of its own looks on. */
    private static Recorder watched(Recorder recorder, Jury jury) {
        return new Recorder() {
            @Override
            public void record(Op op) {
                recorder.record(op);
                jury.take(op);
                if (op.index() % OFTEN == 0) {
                    try {
                        jury.pause();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("interrupted while looking", e);
                    }
                }
            }

            @Override
            public void flush() {
                recorder.flush();
            }
        };
    }

    TestPlan plan() {
        return new TestPlan(
                "elections",
                Map.of(),
                FAULTS,
                "sim",
                Map.of(),
                "none",
                "sim",
                NODES,
                LIMIT,
                RATE,
                THREADS,
                seed,
                INTERVAL,
                Duration.ofSeconds(1),
                false,
                FaultSchedules.plan(FAULTS, LIMIT, INTERVAL, seed));
    }

    private boolean isUp(String node) {
        return world.node(node).process("").state() == ProcessState.RUNNING
                && !world.node(node).hasChain();
    }

    private Completion ask(String node) {
        leader = leader.filter(this::isUp);
        if (leader.isEmpty() && elections > 0) {
            leader = NODES.stream().filter(this::isUp).findFirst();
            elections--;
        }
        return Completion.ok(isUp(node) ? leader.orElse("nobody") : "nobody");
    }

    private static List<Moment> answers(History history) {
        return IntStream.range(0, history.size())
                .filter(i -> history.process(i) >= 0 && history.type(i) == OpType.OK)
                .mapToObj(i -> Moment.of(history, i))
                .toList();
    }

    /** From every answer that nobody leads to the next that somebody does. */
    private static List<Obligation> owed(History history) {
        List<Obligation> owed = new ArrayList<>();
        Moment since = null;
        for (int i = 0; i < history.size(); i++) {
            boolean answered = history.process(i) >= 0 && history.type(i) == OpType.OK;
            if (answered && "nobody".equals(history.value(i))) {
                since = since == null ? Moment.of(history, i) : since;
            } else if (answered && since != null) {
                owed.add(elected(since).metAt(Moment.of(history, i)));
                since = null;
            }
        }
        if (since != null) {
            owed.add(elected(since));
        }
        return owed;
    }

    private static Obligation elected(Moment since) {
        return Obligation.of("election", "cluster", "nobody was elected", since, BOUND);
    }

    Workload.Load load() {
        return new Workload.Load() {
            @Override
            public Client.Factory clients() {
                return (node, process) -> new Client() {
                    @Override
                    public Completion invoke(Invocation invocation) {
                        return ask(node);
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                };
            }

            @Override
            public void setUp() {
                // n1 leads.
            }

            @Override
            public Generator generator() {
                return Generators.stream(seed, (number, random) -> new Template("leader", null, null));
            }

            @Override
            public Generator finalGenerator() {
                return Generators.once(new Template("leader", null, null));
            }

            @Override
            public List<Checker> checkers() {
                return List.of(Liveness.checker("elections")
                        .observationInterval(PAUSE.multipliedBy(2))
                        .obligations(SimulatedElections::owed)
                        .rule(ClockRule.duringFaults(Duration.ofMillis(500)))
                        .rule(ClockRule.unobserved("nobody looked", SimulatedElections::answers, PAUSE))
                        .online()
                        .build());
            }

            @Override
            public Optional<String> missingEvidence(History history) {
                return Optional.empty();
            }
        };
    }
}
