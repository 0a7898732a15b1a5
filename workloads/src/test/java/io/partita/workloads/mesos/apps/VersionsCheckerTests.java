package io.partita.workloads.mesos.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionsCheckerTests {

    private final Story story = new Story();

    private CheckResult result() {
        return story.judgedBy(new VersionsChecker(Story.VIAS));
    }

    @Test
    void all_acknowledged_versions_are_kept() {
        story.create(0, "n1", "a", 0).update(0, "n1", "b").scale(0, "n1", 1).versions(1, "n2", 3, 2, 1);
        assertThat(result().verdict()).isEqualTo(Verdict.VALID);
        assertThat(result().details()).containsEntry("versionsCompared", 3L);
    }

    @Test
    void a_lost_version_shows_though_a_later_one_covers_it() {
        story.create(0, "n1", "a", 0).update(0, "n1", "b").update(1, "n2", "c").versions(2, "n2", 3, 1);
        assertThat(result().verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result().reason())
                .contains(
                        "lost an acknowledged version: the update to token b",
                        "by the Marathon on n1 as version " + Story.version(2),
                        "is not among the 2 versions that the one on n2, asked through n3, kept");
    }

    @Test
    void a_version_acknowledged_after_the_question_may_be_missing() {
        story.create(0, "n1", "a", 0).versions(1, "n1", 1).update(0, "n1", "b");
        assertThat(result().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void the_oldest_versions_may_be_gone_from_a_long_list() {
        story.create(0, "n1", "a", 0);
        IntStream.range(0, 25).forEach(i -> story.update(0, "n1", "b" + i));
        story.versions(1, "n1", IntStream.rangeClosed(2, 26).boxed().toArray(Integer[]::new));
        assertThat(result().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void but_not_one_in_between() {
        story.create(0, "n1", "a", 0);
        IntStream.range(0, 26).forEach(i -> story.update(0, "n1", "b" + i));
        story.versions(
                1,
                "n1",
                IntStream.rangeClosed(1, 27).filter(i -> i != 13).boxed().toArray(Integer[]::new));
        assertThat(result().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void without_a_list_nothing_is_known() {
        story.create(0, "n1", "a", 0);
        assertThat(result().verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
