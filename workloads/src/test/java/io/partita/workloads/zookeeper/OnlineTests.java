package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.online.JudgesOnline;
import io.partita.workloads.Situation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineTests {

    private static final int ROUNDS = 1_500;

    private final HistoryBuilder history = History.builder();

    private void add(int process, OpType type, String f, Object key, Object value) {
        history.add(new Op(0, 1_000_000L * history.size(), process, type, f, key, value, null));
    }

    @Test
    void aReadCountsIfTheLastAcknowledgedChangeWentThroughAnotherNode() {
        Situation handovers = Handovers.of(Set.of("write"), process -> "n" + process % 2);
        add(0, OpType.INVOKE, "write", "a", 1L);
        add(1, OpType.INVOKE, "read", "a", null);
        add(1, OpType.OK, "read", "a", null);
        add(0, OpType.OK, "write", "a", 1L);
        add(1, OpType.INVOKE, "read", "a", null);
        add(2, OpType.INVOKE, "read", "a", null);
        add(3, OpType.INVOKE, "read", "b", null);
        add(1, OpType.OK, "read", "a", 1L);
        add(2, OpType.OK, "read", "a", 1L);
        add(3, OpType.OK, "read", "b", null);

        assertThat(handovers.count().applyAsLong(history.build()))
                .as("not the one before the acknowledgement, through the same node, or of another register")
                .isEqualTo(1);
    }

    @Test
    void whatTheCounterAndTheLeadersAreAccusedOfInABeginningStandsInTheEnd() throws Exception {
        for (JudgesOnline checker : List.of(new CounterChecker(), new LeaderChecker())) {
            int accused = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<Op> events = events(new Random(round));
                boolean wrong = false;
                for (int end = 1; end <= events.size(); end += 3) {
                    History beginning = History.of(events.subList(0, end));
                    boolean now = checker.check(beginning, Budget.DEFAULT).verdict() == Verdict.INVALID;
                    assertThat(now || !wrong)
                            .as("%s, round %d, event %d", checker.name(), round, end)
                            .isTrue();
                    wrong |= now;
                }
                accused += wrong ? 1 : 0;
            }
            assertThat(accused).as(checker.name()).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
        }
    }

    /** Clients of a counter that mostly counts right, asked at times who leads. */
    private static List<Op> events(Random random) {
        HistoryBuilder made = History.builder();
        String[] open = new String[4];
        long count = 0;
        for (int i = 0; i < 31; i++) {
            int process = random.nextInt(open.length);
            if (open[process] == null) {
                open[process] = List.of("increment", "read", "leader").get(random.nextInt(3));
                made.add(op(i, process, OpType.INVOKE, open[process], null));
                continue;
            }
            boolean failed = random.nextInt(8) == 0;
            boolean lies = random.nextInt(40) == 0;
            count += open[process].equals("increment") && !failed && !lies ? 1 : 0;
            Object leaders = Map.of("leaders", random.nextInt(6) == 0 ? Map.of("n1", 1L, "n2", 1L) : Map.of("n1", 1L));
            made.add(op(
                    i,
                    process,
                    failed ? OpType.FAIL : OpType.OK,
                    open[process],
                    failed ? null : open[process].equals("leader") ? leaders : (Object) count));
            open[process] = null;
        }
        History history = made.build();
        return IntStream.range(0, history.size()).mapToObj(history::op).toList();
    }

    private static Op op(long index, int process, OpType type, String f, Object value) {
        return new Op(index, index * 1_000_000, process, type, f, null, value, null);
    }
}
