package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.plan.TestPlan;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.PlannedFault;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTests {

    private static final FaultStep STEP = new FaultStep(1, Duration.ofMillis(100), FaultStep.Action.INJECT, "kill", 1);

    private static TestPlan plan(FaultStep... steps) {
        return new TestPlan(
                "w",
                Map.of(),
                List.of(),
                "s",
                Map.of(),
                "lxc",
                "c",
                List.of("n1"),
                Duration.ofSeconds(1),
                0,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                new FaultSchedule(List.of(steps)));
    }

    private record FakeLoad(List<Checker> checkers, Optional<String> missing) implements Workload.Load {
        @Override
        public Client.Factory clients() {
            throw new UnsupportedOperationException("a judge opens no client");
        }

        @Override
        public void setUp() {}

        @Override
        public Generator generator() {
            return Generators.none();
        }

        @Override
        public Generator finalGenerator() {
            return Generators.none();
        }

        @Override
        public Optional<String> missingEvidence(History history) {
            return missing;
        }
    }

    private static Checker checker(String name, Verdict verdict) {
        return new Checker() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CheckResult check(History history, Budget budget) {
                return new CheckResult(name, verdict, name + " says " + verdict.label(), List.of(), Map.of());
            }
        };
    }

    private static Checker broken() {
        return new Checker() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public CheckResult check(History history, Budget budget) {
                throw new IllegalStateException("boom");
            }
        };
    }

    private static History oneSuccessAt(long ms) {
        HistoryBuilder history = History.builder();
        history.add(new Op(0, ms * 1_000_000, 0, OpType.INVOKE, "read", null, null, null));
        history.add(new Op(1, ms * 1_000_000, 0, OpType.OK, "read", null, 1L, null));
        return history.build();
    }

    private static FaultRecord fault(boolean active, boolean healed) {
        return new FaultRecord(
                "f1",
                "kill",
                List.of("n1"),
                "n1",
                100,
                active ? 110 : -1,
                healed ? 200 : -1,
                active,
                healed,
                Map.of(),
                Map.of(),
                null);
    }

    private static Judge.Judgement judge(TestPlan plan, List<FaultRecord> faults, Checker... checkers)
            throws InterruptedException {
        return Judge.judge(
                plan, new FakeLoad(List.of(checkers), Optional.empty()), oneSuccessAt(150), faults, LoadEnd.planned());
    }

    @Test
    void theWorstVerdictHoldsAndItsReasonIsGiven() throws Exception {
        Judge.Judgement judgement = judge(
                plan(),
                List.of(),
                checker("a", Verdict.VALID),
                checker("b", Verdict.INVALID),
                checker("c", Verdict.UNKNOWN));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.reason()).isEqualTo("B says invalid.");
    }

    @Test
    void aCheckerThatThrowsIsUnknownAndTheOthersStillJudge() throws Exception {
        Judge.Judgement judgement = judge(plan(), List.of(), broken(), checker("a", Verdict.VALID));
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.reason()).contains("boom");
        assertThat(judgement.checkers().get("a").verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aGoodVerdictWithProvenFaultsIsValid() throws Exception {
        Judge.Judgement judgement = judge(plan(STEP), List.of(fault(true, true)), checker("a", Verdict.VALID));
        assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
        assertThat(judgement.evidence()).doesNotContainValue(false);
    }

    @Test
    void aFaultThatWasNeverProvenActiveMakesAGoodVerdictUnknown() throws Exception {
        Judge.Judgement judgement = judge(plan(STEP), List.of(fault(false, true)), checker("a", Verdict.VALID));
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.reason()).contains("every fault was proven active (0 of 1)");
    }

    @Test
    void theReasonNamesTheFaultsThatAreNotProvenAndWhatWasMissing() throws Exception {
        FaultRecord proven = fault(true, true);
        FaultRecord silent = silent("f2", "not proven active: n1 still reaches n2");
        assertThat(judge(plan(STEP), List.of(proven, silent), checker("a", Verdict.VALID))
                        .reason())
                .endsWith("Fault f2, kill: not proven active: n1 still reaches n2.");
        List<FaultRecord> many = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> silent("f" + i, "nothing seen"))
                .toList();
        assertThat(judge(plan(STEP), many, checker("a", Verdict.VALID)).reason())
                .endsWith("Fault f3, kill: nothing seen. And 2 more faults.");
    }

    private static FaultRecord silent(String id, String error) {
        return new FaultRecord(id, "kill", List.of("n1"), "", 0, -1, 9, false, true, Map.of(), Map.of(), error);
    }

    @Test
    void aFaultThatIsNotProvenHealedMakesAGoodVerdictUnknown() throws Exception {
        assertThat(judge(plan(STEP), List.of(fault(true, false)), checker("a", Verdict.VALID))
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aPlannedFaultThatWasNeverInjectedMakesAGoodVerdictUnknown() throws Exception {
        Judge.Judgement judgement = judge(plan(STEP), List.of(), checker("a", Verdict.VALID));
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.evidence()).containsEntry("a fault was injected", false);
    }

    @Test
    void noSuccessDuringTheFaultMakesAGoodVerdictUnknown() throws Exception {
        Judge.Judgement judgement = Judge.judge(
                plan(STEP),
                new FakeLoad(List.of(checker("a", Verdict.VALID)), Optional.empty()),
                oneSuccessAt(50),
                List.of(fault(true, true)),
                LoadEnd.planned());
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.evidence()).containsEntry("operations succeeded while a fault was active", false);
    }

    @Test
    void missingEvidenceOfTheWorkloadIsNamed() throws Exception {
        Judge.Judgement judgement = Judge.judge(
                plan(),
                new FakeLoad(List.of(checker("a", Verdict.VALID)), Optional.of("no final read came through n3")),
                oneSuccessAt(50),
                List.of(),
                LoadEnd.planned());
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement.reason()).contains("no final read came through n3");
    }

    @Test
    void aLoadThatWasCutShortIsNeverValid() throws Exception {
        Judge.Judgement judgement = Judge.judge(
                plan(),
                new FakeLoad(List.of(checker("a", Verdict.VALID)), Optional.empty()),
                oneSuccessAt(50),
                List.of(),
                LoadEnd.brokenOff());
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void thinEvidenceDoesNotExcuseAViolation() throws Exception {
        Judge.Judgement judgement = judge(plan(STEP), List.of(), checker("a", Verdict.INVALID));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.reason()).isEqualTo("A says invalid.");
    }

    @Test
    void aCheckersReasonBecomesASentenceOfItsOwn() {
        assertThat(Judge.sentence("all 9 operations are linearizable")).isEqualTo("All 9 operations are linearizable.");
        assertThat(Judge.sentence("Nothing was lost. ")).isEqualTo("Nothing was lost.");
        assertThat(Judge.sentence("")).isEmpty();
    }

    @Test
    void faultsThatWereLeftOutForTheSystemsHealthAreNoSuccess() throws Exception {
        TestPlan gated = plan(STEP)
                .with(FaultSchedule.of(List.of(
                                new PlannedFault("kill", 1, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                new PlannedFault("pause", 2, Duration.ofSeconds(3), Duration.ofSeconds(4))))
                        .behind(Optional.of(Duration.ofSeconds(5))));
        HistoryBuilder history = History.builder();
        history.add(new Op(0, 150_000_000, 0, OpType.INVOKE, "read", null, null, null));
        history.add(new Op(1, 150_000_000, 0, OpType.OK, "read", null, 1L, null));
        Judge.Judgement whole = Judge.judge(
                gated,
                new FakeLoad(List.of(checker("a", Verdict.VALID)), Optional.empty()),
                history.build(),
                List.of(fault(true, true)),
                LoadEnd.planned());
        assertThat(whole.verdict()).isEqualTo(Verdict.VALID);

        history.add(new Op(
                2,
                160_000_000,
                Op.NEMESIS,
                OpType.INFO,
                FaultDriver.GATE,
                null,
                Map.of(FaultDriver.LEFT_OUT, List.of("pause"), FaultDriver.WHY, "n2 is silent"),
                null));
        Judge.Judgement less = Judge.judge(
                gated,
                new FakeLoad(List.of(checker("a", Verdict.VALID)), Optional.empty()),
                history.build(),
                List.of(fault(true, true)),
                LoadEnd.planned());
        assertThat(less.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(less.reason()).contains("healthy in time for every planned fault (1 left out: n2 is silent)");
    }
}
