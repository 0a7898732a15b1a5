package io.partita.workloads.mesos.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersCheckerTests {

    private final Story story = new Story();
    private int process = 2;

    private CheckResult result(boolean known) {
        return story.judgedBy(new AnswersChecker(known, Story.VIAS));
    }

    /** By thread 2, which is another process after every unknown outcome. */
    private void update(String error) {
        story.invoke(process, Names.UPDATE, Map.of(Names.TOKEN, "a")).info(process, Names.UPDATE, error);
        process += 3;
    }

    @Test
    void honest_errors_are_answers() {
        story.create(0, "n1", "a", 0).list(0, "n1", Map.of());
        update("http-503: Connection to leader refused.");
        update("timeout");
        assertThat(result(false).verdict()).isEqualTo(Verdict.VALID);
        assertThat(result(false).reason()).isEqualTo("all 4 answers were what they said");
    }

    @Test
    void an_empty_200_to_a_change_is_wrong() {
        update("empty-200");
        assertThat(result(false).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result(false).reason())
                .contains("the update of app " + Story.APP + " through the Marathon on n3 at 0.200 s", "empty body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "half-json", "not-json: Unrecognized token"})
    void so_is_any_other_content_that_is_no_answer(String error) {
        update(error);
        assertThat(result(false).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result(false).reason()).contains(error);
    }

    @Test
    void an_answer_of_another_shape_is_counted_only() {
        update("wrong-shape: version is missing");
        assertThat(result(false).verdict()).isEqualTo(Verdict.VALID);
        assertThat(result(false).reason()).contains("wrong-shape to a change=1");
    }

    @Test
    void releases_that_are_known_to_answer_so_are_not_accused() {
        update("empty-200");
        story.listOfExactly(1, null, Map.of());
        assertThat(result(true).verdict()).isEqualTo(Verdict.VALID);
        assertThat(result(true).reason())
                .contains("empty-200 to a change=1", "empty-list to a reading=1", "known to give");
    }

    @Test
    void a_list_without_any_app_is_wrong_as_there_always_is_one() {
        story.listOfExactly(1, "n1", Map.of());
        assertThat(result(false).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result(false).reason()).contains("the list of all apps through the Marathon on n2", "was empty");
    }
}
