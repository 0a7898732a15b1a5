package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.online.OnlineChecker.Violation;
import io.partita.control.plan.TestPlan;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.workloads.Situation;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole loads on a register in this process that forgets a write after a while, or does not. */
@Timeout(60)
class FailFastTests {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final List<String> phases = new ArrayList<>();
    private final AtomicReference<Violation> seen = new AtomicReference<>();

    /** Forgets the last write, once, at the given operation. */
    private record RegisterLoad(AtomicLong value, AtomicLong operations, long forgetsAt) implements Workload.Load {

        @Override
        public Client.Factory clients() {
            return (node, process) -> new Client() {
                @Override
                public Completion invoke(Invocation invocation) {
                    return perform(invocation);
                }

                @Override
                public void close() {}
            };
        }

        private synchronized Completion perform(Invocation invocation) {
            long before = value.get();
            if (invocation.f().equals("write")) {
                value.set((Long) invocation.value());
            }
            if (operations.incrementAndGet() >= forgetsAt && value.get() > 1) {
                value.set(1);
            }
            Object read = before == 0 ? null : (Object) before;
            return Completion.ok(invocation.f().equals("write") ? invocation.value() : read);
        }

        @Override
        public void setUp() {}

        @Override
        public Generator generator() {
            return Generators.stream(
                    1,
                    (number, random) -> number % 2 == 0
                            ? new Template("write", null, number / 2 + 1)
                            : new Template("read", null, null));
        }

        @Override
        public Generator finalGenerator() {
            return Generators.once(new Template("read", null, null));
        }

        @Override
        public List<Checker> checkers() {
            return List.of(Checkers.linearizable("linearizability", Models.named("register")));
        }

        @Override
        public List<Situation> situations() {
            return List.of(Situation.counted("events", History::size), new Situation("miracles", 3, history -> 2));
        }

        @Override
        public Optional<String> missingEvidence(History history) {
            return Optional.empty();
        }
    }

    private static TestPlan plan(Duration limit) {
        return new TestPlan(
                "w",
                Map.of(),
                List.of(),
                "s",
                Map.of(),
                "lxc",
                "c",
                List.of("n1", "n2"),
                limit,
                2_000,
                4,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                false,
                new FaultSchedule(List.of()));
    }

    private static final Nemesis NO_FAULTS = new Nemesis() {
        @Override
        public FaultRecord perform(FaultStep step) {
            throw new IllegalStateException("no fault was planned");
        }

        @Override
        public List<FaultRecord> healAll() {
            return List.of();
        }

        @Override
        public List<FaultRecord> records() {
            return List.of();
        }

        @Override
        public void close() {}
    };

    private Judge.Judgement run(Workload.Load load, Duration limit, boolean failFast) throws Exception {
        long start = System.nanoTime();
        TestPlan plan = plan(limit);
        try (JournalRecorder journal = new JournalRecorder(directory.resolve("history.jsonl"), Map.of())) {
            AtomicReference<LoadPhase> phase = new AtomicReference<>();
            Jury jury = new Jury(
                    load.onlineCheckers(),
                    violation -> {
                        seen.set(violation);
                        if (failFast) {
                            phase.get().stopWithoutFinalReads();
                        }
                    },
                    told -> {});
            try (RunWatch watch = new RunWatch(jury)) {
                phase.set(new LoadPhase(
                        plan,
                        load,
                        Optional.empty(),
                        new WatchedRecorder(journal, watch),
                        new RealThreads(() -> System.nanoTime() - start)));
                phase.get().run(NO_FAULTS, wait -> Optional.empty(), Optional::empty, phases::add);
            }
            LoadEnd end = failFast && seen.get() != null
                    ? LoadEnd.atViolation(Duration.ofSeconds(1), seen.get())
                    : LoadEnd.planned();
            return Judge.judge(plan, load, journal.history(), List.of(), end);
        }
    }

    @Test
    void theFirstViolationEndsTheLoadAndTheHistoryIsJudgedAsUsual() throws Exception {
        Judge.Judgement judgement = run(new RegisterLoad(new AtomicLong(), new AtomicLong(), 400), LIMIT, true);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.reason())
                .contains("read 1 ")
                .contains("A violation was seen at ")
                .contains("the load ended there, after 1.0 s of 10m");
        assertThat(phases).as("no waiting, no final reads").containsExactly("healing");
    }

    @Test
    void aRunThatKeepsItsPromisesIsNotEnded() throws Exception {
        Judge.Judgement judgement =
                run(new RegisterLoad(new AtomicLong(), new AtomicLong(), Long.MAX_VALUE), Duration.ofMillis(600), true);

        assertThat(seen.get()).isNull();
        assertThat(judgement.checkers().get("linearizability").verdict()).isNotEqualTo(Verdict.INVALID);
        assertThat(phases).containsExactly("healing", "recovering", "final reads");
    }

    @Test
    void situationsAreCountedAndThoseThatAreNeededAreEvidence() throws Exception {
        Judge.Judgement judgement = run(
                new RegisterLoad(new AtomicLong(), new AtomicLong(), Long.MAX_VALUE), Duration.ofMillis(300), false);

        assertThat(judgement.situations()).containsEntry("miracles", 2L).containsKey("events");
        assertThat(judgement.evidence()).containsEntry("miracles: 2, at least 3 needed", false);
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.reason()).contains("miracles: 2, at least 3 needed");
    }
}
