package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksCheckerTests {

    private static final String[] ALL = {
        "n1 /agents-spread s1", "n2 /agents-spread s2", "n1 /agents-keeper k1", "n2 /agents-keeper k2"
    };

    private final RecordedAgents run = new RecordedAgents();

    private static Map<String, String> listed() {
        Map<String, String> tasks = new LinkedHashMap<>();
        tasks.put("s1", "n1");
        tasks.put("s2", "n2");
        tasks.put("k1", "n1");
        tasks.put("k2", "n2");
        return tasks;
    }

    private BooksCheckerTests master(double at, Map<String, String> tasks) {
        run.said(at, "n1", "term-1", 0, tasks, "n1=S1", "n2=S2", "n3=S3");
        return this;
    }

    private static String[] and(String... more) {
        String[] all = Arrays.copyOf(ALL, ALL.length + more.length);
        System.arraycopy(more, 0, all, ALL.length, more.length);
        return all;
    }

    private CheckResult judged() {
        return run.judgedBy(new BooksChecker(RecordedAgents.modern()));
    }

    @Test
    void booksThatAgreeOnceAreSettled() {
        run.healed(10);
        master(11, listed());
        run.runs(12, and("n3 /agents-spread s0"));
        master(13, listed());
        run.runs(14, ALL);
        assertThat(judged().verdict()).as(judged().reason()).isEqualTo(Verdict.VALID);
        assertThat(judged().details()).containsEntry("settledAfterMs", 4_100L);
    }

    @Test
    void aTaskThatTheMasterDoesNotListIsAnOrphanWhenEverythingHadTimeToSettle() {
        run.healed(10);
        master(31, listed());
        run.runs(32, and("n3 /agents-spread s0"));
        assertThat(judged().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judged().reason())
                .contains("task s0 runs on n3", "the master lists no such task there", "22.1 s after")
                .contains("(and 1 more)");
    }

    @Test
    void beforeThatNothingIsConcluded() {
        run.healed(10);
        master(11, listed());
        run.runs(12, and("n3 /agents-spread s0"));
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatTheMasterListsOnAnotherNodeIsAnOrphanWhereItRuns() {
        Map<String, String> elsewhere = listed();
        elsewhere.put("s2", "n3");
        run.healed(10);
        master(31, elsewhere);
        run.runs(32, ALL);
        assertThat(judged().reason()).contains("task s2 runs on n2");
    }

    @Test
    void aTaskThatTheMasterListsAndThatDoesNotRunIsMissed() {
        Map<String, String> more = listed();
        more.put("s3", "n3");
        run.healed(10);
        master(31, more);
        run.runs(32, ALL);
        assertThat(judged().reason()).contains("the master lists task s3 as running on n3");
    }

    @Test
    void anAppWithTooFewTasksIsNamed() {
        run.healed(10);
        master(31, Map.of("s1", "n1", "k1", "n1", "k2", "n2"));
        run.runs(32, "n1 /agents-spread s1", "n1 /agents-keeper k1", "n2 /agents-keeper k2");
        assertThat(judged().reason()).contains("app /agents-spread has 1 living tasks, and is to have 2");
    }

    @Test
    void whatATaskLeftBehindIsAStrayWhereTasksAreContained() {
        run.healed(10);
        master(31, listed());
        run.runs(32, and("n3 /agents-forker f1 stray"));
        assertThat(judged().reason()).contains("on n3 was left behind by task f1");
    }

    @Test
    void aHistoryThatEndsBeforeEverythingIsHealedProvesNothing() {
        master(1, listed());
        run.runs(2, ALL);
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatACutHeldUpMayTakeAsLongAsTheCutToArrive() {
        run.begins(1, "agent-loss", "n3", "n3").ends(30, "agent-loss", "n3").healed(31);
        master(59, listed());
        run.runs(60, and("n3 /agents-spread s0"));
        assertThat(judged().verdict()).isEqualTo(Verdict.UNKNOWN);
        master(80, listed());
        run.runs(81, and("n3 /agents-spread s0"));
        assertThat(judged().verdict()).isEqualTo(Verdict.INVALID);
    }
}
