package io.partita.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultSituationsTests {

    private final HistoryBuilder history = History.builder();

    private void client(int process, OpType type, String f) {
        history.add(new Op(0, 1_000L * history.size(), process, type, f, null, 1L, null));
    }

    private void nemesis(String action, boolean proven, String... targets) {
        nemesis("kill", "", action, proven, targets);
    }

    private void nemesis(String fault, String description, String action, boolean proven, String... targets) {
        Map<String, Object> announced = Map.of("step", 1L, "action", action);
        Map<String, Object> value = !proven
                ? announced
                : Map.of(
                        "step",
                        1L,
                        "action",
                        action,
                        "id",
                        "f1",
                        "targets",
                        List.of(targets),
                        "description",
                        description,
                        "provenActive",
                        true,
                        "provenHealed",
                        action.equals("recover"));
        history.add(new Op(0, 1_000L * history.size(), Op.NEMESIS, OpType.INFO, fault, null, value, null));
    }

    /** Process p talks to node p. */
    private static String nodeOf(int process) {
        return "n" + process;
    }

    /** What docs/checking.md shows. */
    private static final Situation CAUGHT =
            FaultSituations.caught("changes", Set.of("write", "cas"), process -> nodeOf(process));

    private long caught() {
        return CAUGHT.count().applyAsLong(history.build());
    }

    @Test
    void aChangeIsCaughtIfItIsUnderWayThroughTheNodeThatIsStruck() {
        client(1, OpType.INVOKE, "write");
        client(2, OpType.INVOKE, "write");
        client(3, OpType.INVOKE, "read");
        nemesis("inject", false);
        nemesis("inject", true, "n1", "n3");
        client(1, OpType.INFO, "write");

        assertThat(caught())
                .as("of n1; the other node was not struck, and the read is no change")
                .isEqualTo(1);
    }

    @Test
    void whatEndedBeforeTheFaultWasProvenActiveIsNotCaught() {
        client(1, OpType.INVOKE, "write");
        nemesis("inject", false);
        client(1, OpType.OK, "write");
        client(1, OpType.INVOKE, "write");
        nemesis("inject", true, "n1");

        assertThat(caught()).isZero();
    }

    @Test
    void whatWasBegunDuringAFaultAndNobodyKnowsTheEndOfIsLeftOpen() {
        nemesis("inject", false);
        nemesis("inject", true, "n1");
        client(1, OpType.INVOKE, "write");
        client(2, OpType.INVOKE, "write");
        client(3, OpType.INVOKE, "write");
        client(1, OpType.INFO, "write");
        client(2, OpType.OK, "write");
        nemesis("recover", false);
        nemesis("recover", true, "n1");
        client(4, OpType.INVOKE, "write");

        long open = FaultSituations.leftOpen("changes", Set.of("write")).count().applyAsLong(history.build());
        assertThat(open).as("one ended unknown, one never").isEqualTo(2);
    }

    private long throughLeader(String fault, String sides) {
        client(1, OpType.INVOKE, "write");
        client(3, OpType.INVOKE, "write");
        nemesis(fault, "", "inject", false);
        client(5, OpType.INVOKE, "write");
        client(5, OpType.OK, "write");
        nemesis(fault, sides, "inject", true, "n1", "n2", "n3", "n4", "n5");
        client(2, OpType.INVOKE, "write");
        client(2, OpType.OK, "write");
        client(3, OpType.INFO, "write");
        nemesis(fault, sides, "recover", false);
        client(4, OpType.INVOKE, "write");
        Situation through = FaultSituations.leaderCutOff("changes", Set.of("write"), FaultSituationsTests::nodeOf);
        return through.count().applyAsLong(history.build());
    }

    @Test
    void anOperationMeetsALeaderThatIsCutOffIfItIsUnderWayThroughThatNodeMeanwhile() {
        assertThat(throughLeader("partition-leader", "n3 | n1,n2,n4,n5"))
                .as("that of process 3; 2 and 5 asked other nodes, 4 came later")
                .isEqualTo(1);
        assertThat(FaultSituations.leaderCutOff("changes", Set.of("write"))
                        .count()
                        .applyAsLong(history.build()))
                .as("those of processes 1, 2 and 3, through whatever node")
                .isEqualTo(3);
    }

    @Test
    void leadersAreAlsoThoseOfARoleAndThoseThatAnExpressionNames() {
        assertThat(throughLeader("partition(leader(marathon))", "n3,n2 | n1,n4,n5"))
                .isEqualTo(2);
    }

    @Test
    void aPartitionThatStruckALeaderByChanceOrOthersBesideItDoesNotCount() {
        assertThat(throughLeader("partition(leader + random(1))", "n3,n2 | n1,n4,n5"))
                .isZero();
    }

    @Test
    void aSituationHasANameAndIsNotNeededLessThanNever() {
        assertThat(CAUGHT.atLeast()).isZero();
        assertThat(CAUGHT.needed(3).atLeast()).isEqualTo(3);
        assertThatThrownBy(() -> new Situation(" ", 0, history -> 0)).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> new Situation("x", -1, history -> 0)).hasMessageContaining("-1 times");
    }
}
