package io.partita.workloads.mesos.discovery;

import static io.partita.workloads.mesos.discovery.Story.DISCOVERY;
import static io.partita.workloads.mesos.discovery.Story.MARATHON;
import static io.partita.workloads.mesos.discovery.Story.MASTER;
import static io.partita.workloads.mesos.discovery.Story.OTHER_MARATHON;
import static io.partita.workloads.mesos.discovery.Story.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnowledgeCheckerTests {

    private static CheckResult judge(History history) throws InterruptedException {
        return new KnowledgeChecker(Story.FACTS).check(history, Budget.DEFAULT);
    }

    /** All sources name t2, which lives all the time, and in the end nothing else; t1 is for the tests. */
    private static Story all(Instance... until) {
        Story story = new Story().led(0, 100_000).lived(2, "n4", 100, 100_000, false);
        for (Source source : Story.FACTS.sources()) {
            story.telling(500, 79_000, source, until).told(90_000, source, instance(2, "n4"));
        }
        return story.finalPhase(80_000);
    }

    @Test
    void tasksThatAreNamedSoonAndOnlyThoseInTheEndAreAsItShouldBe() throws Exception {
        CheckResult result = judge(all(instance(2, "n4")).until(100_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskThatNoMarathonNamesThoughItLivesIsMissed() throws Exception {
        CheckResult result = judge(
                all(instance(2, "n4")).lived(1, "n3", 20_000, 60_000, true).until(100_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("task t1, which lived on n3, was not named by any Marathon");
        assertThat(result.anomalies()).hasSize(3);
    }

    @Test
    void aTaskThatDiesBeforeItMustBeKnownIsNotHeldAgainstAnybody() throws Exception {
        CheckResult result = judge(
                all(instance(2, "n4")).lived(1, "n3", 20_000, 27_000, true).until(100_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTaskThatIsLeftOutAfterItWasNamedIsMissed() throws Exception {
        Story story = new Story().led(0, 100_000).lived(2, "n4", 100, 100_000, false);
        for (Source source : List.of(MARATHON, OTHER_MARATHON, MASTER, DISCOVERY)) {
            story.told(1_000, source, instance(2, "n4")).told(90_000, source, instance(2, "n4"));
        }
        CheckResult result =
                judge(story.telling(30_000, 45_000, MARATHON).finalPhase(80_000).until(100_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("task t2, which lived on n4, was left out, and not named again by any Marathon");
    }

    @Test
    void aTaskOnAnAgentThatIsOutOfReachNeedNotBeNamed() throws Exception {
        Story story = new Story()
                .led(0, 20_000)
                .led("n1", 20_500, 100_000, "n3")
                .lived(1, "n3", 100, 70_000, true)
                .lived(2, "n4", 100, 100_000, false);
        for (Source source : Story.FACTS.sources()) {
            story.told(1_000, source, instance(1, "n3"), instance(2, "n4"))
                    .telling(40_000, 79_000, source, instance(2, "n4"))
                    .told(90_000, source, instance(2, "n4"));
        }
        CheckResult result = judge(story.finalPhase(80_000).until(100_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aDiscoveryServerThatIsCutOffFromTheLeaderNeedNotKnow() throws Exception {
        List<List<String>> cut = List.of(List.of("n1", "n2"), List.of("n2", "n1"));
        Story story = new Story()
                .led("n2", 0, 100_000)
                .lived(2, "n4", 100, 100_000, false)
                .lived(1, "n3", 21_000, 75_000, true)
                .fault("partition", 20_000, 75_000, cut);
        for (Source source : List.of(MARATHON, OTHER_MARATHON, MASTER)) {
            story.telling(22_000, 78_000, source, instance(1, "n3"), instance(2, "n4"));
        }
        for (Source source : Story.FACTS.sources()) {
            story.told(1_000, source, instance(2, "n4")).told(90_000, source, instance(2, "n4"));
        }
        CheckResult result = judge(story.telling(22_000, 78_000, DISCOVERY, instance(2, "n4"))
                .finalPhase(80_000)
                .until(100_000));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aSourceThatStillNamesTheDeadInTheEndIsMissed() throws Exception {
        Story story =
                new Story().led(0, 160_000).lived(1, "n3", 100, 20_000, true).lived(2, "n4", 100, 160_000, false);
        for (Source source : List.of(MARATHON, OTHER_MARATHON, MASTER)) {
            story.telling(500, 20_000, source, instance(1, "n3"), instance(2, "n4"))
                    .telling(20_400, 159_000, source, instance(2, "n4"));
        }
        CheckResult result = judge(story.telling(500, 159_000, DISCOVERY, instance(1, "n3"), instance(2, "n4"))
                .finalPhase(80_000)
                .until(160_000));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .contains("the discovery server on n1 did not name exactly the living tasks of /web after the last heal"
                        + " (at last 2 instead of 1, dead t1)");
    }

    @Test
    void withoutAFinalPhaseThereIsNoGoodVerdict() throws Exception {
        Story story = new Story().led(0, 40_000).lived(2, "n4", 100, 40_000, false);
        CheckResult result =
                judge(story.telling(500, 39_000, MARATHON, instance(2, "n4")).until(40_000));
        assertThat(result.verdict()).isNotEqualTo(Verdict.VALID);
    }
}
