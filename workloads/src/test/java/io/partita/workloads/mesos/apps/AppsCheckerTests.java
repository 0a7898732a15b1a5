package io.partita.workloads.mesos.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppsCheckerTests {

    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Story story = new Story();

    private static AppsChecker checker(ReadPromise reads) {
        return new AppsChecker(reads, new Overlap(BOUND, TURN, false), Story.VIAS);
    }

    private CheckResult result() {
        return story.judgedBy(checker(ReadPromise.STALE_ALLOWED));
    }

    private void isValid() {
        assertThat(result().verdict()).as(result().reason()).isEqualTo(Verdict.VALID);
    }

    private void isInvalid(String... words) {
        assertThat(result().verdict()).as(result().reason()).isEqualTo(Verdict.INVALID);
        assertThat(result().reason()).contains(words);
    }

    /** n1 led, made the app and is replaced by n2, who changes it. */
    private Story replaced() {
        return story.create(0, "n1", "a", 0).update(0, "n1", "b").update(1, "n2", "c");
    }

    @Test
    void an_app_that_shows_its_last_change_is_as_it_should_be() {
        story.absent(0, "n1")
                .create(0, "n1", "a", 1)
                .read(1, "n1", "a", 1, 1)
                .update(1, "n1", "b")
                .scale(2, "n1", 2)
                .list(2, "n1", Map.of(Story.APP, Story.app("b", 2, 3)))
                .delete(0, "n1")
                .absent(1, "n1");
        isValid();
        assertThat(result().reason())
                .isEqualTo(
                        "all 4 acknowledged changes of 1 apps and 4 readings are linearizable; no reading was stale");
    }

    @Test
    void a_leader_that_forgets_what_it_acknowledged_is_wrong() {
        story.create(0, "n1", "a", 0).update(0, "n1", "b").read(2, "n1", "a", 0, 1);
        isInvalid("was rolled back", "the update to token b", "through n3, showed token a and 0 instances");
    }

    @Test
    void a_successor_that_does_not_know_what_was_acknowledged_is_wrong() {
        story.create(0, "n1", "a", 0)
                .update(0, "n1", "b")
                .fault("kill-marathon-leader")
                .read(1, "n2", "a", 0, 1);
        isInvalid("lost an acknowledged change at a failover", "the update to token b", "by the Marathon on n1");
    }

    @Test
    void a_successor_that_goes_back_over_several_versions_says_how_many() {
        story.create(0, "n1", "a", 0)
                .update(0, "n1", "b")
                .update(0, "n1", "c")
                .update(0, "n1", "d")
                .read(1, "n2", "a", 0, 1);
        isInvalid("the update to token d", "and 2 more before it");
    }

    @Test
    void a_leader_that_was_just_deposed_may_answer_from_its_memory() {
        replaced().read(0, "n1", "b", 0, 2);
        isValid();
        assertThat(result().reason()).contains("1 readings of deposed leaders were stale, by 100 ms at worst");
        assertThat(result().details())
                .containsEntry("staleReadings", 1L)
                .containsEntry("staleReadingsOfDeposedLeaders", 1L)
                .containsEntry("worstStaleMs", 100L);
    }

    @Test
    void even_that_is_wrong_if_readings_are_to_be_linearizable() {
        replaced().read(0, "n1", "b", 0, 2);
        CheckResult result = story.judgedBy(checker(ReadPromise.LINEARIZABLE));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).contains("stale reading", "the Marathon on n1, asked through n1, showed token b");
    }

    @Test
    void a_leader_that_was_deposed_long_ago_may_not() {
        replaced().pause(BOUND).read(0, "n1", "b", 0, 2);
        isInvalid("went back to an old version", "too long after for a deposed leader");
    }

    @Test
    void a_leader_that_acknowledged_nothing_in_its_turn_is_deposed_like_any_other() {
        story.create(0, "n1", "a", 0)
                .pause(TURN)
                .read(1, "n2", "a", 0, 1)
                .pause(TURN)
                .update(0, "n1", "b")
                .read(1, "n2", "a", 0, 1);
        isValid();
    }

    @Test
    void a_leader_that_hardly_paused_was_not_replaced_in_between() {
        story.create(0, "n1", "a", 0)
                .read(1, "n2", "a", 0, 1)
                .update(0, "n1", "b")
                .read(1, "n2", "a", 0, 1);
        isInvalid("lost an acknowledged change at a failover");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "freeze leader(marathon)", "freeze-node", "swizzle all what=pause"})
    void a_deposed_leader_that_was_stopped_cannot_know_sooner(String fault) {
        replaced().fault(fault).pause(BOUND).heal(fault).read(0, "n1", "b", 0, 2);
        isValid();
    }

    @Test
    void the_time_of_other_faults_is_no_excuse() {
        replaced()
                .fault("partition-leader")
                .pause(BOUND)
                .heal("partition-leader")
                .read(0, "n1", "b", 0, 2);
        isInvalid("went back to an old version");
    }

    @Test
    void in_the_oldest_releases_it_is() {
        replaced()
                .fault("partition-leader")
                .pause(BOUND)
                .heal("partition-leader")
                .read(0, "n1", "b", 0, 2);
        CheckResult result =
                story.judgedBy(new AppsChecker(ReadPromise.STALE_ALLOWED, new Overlap(BOUND, TURN, true), Story.VIAS));
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.VALID);
    }

    @Test
    void answers_that_do_not_name_a_leader_are_excused_by_a_fault_near_them_only() {
        story.create(0, null, "a", 0)
                .update(0, null, "b")
                .fault("partition-leader")
                .read(0, null, "a", 0, 1);
        isValid();
        story.heal("partition-leader").pause(BOUND).read(0, null, "a", 0, 1);
        isInvalid("while no fault could have deposed anybody");
    }

    @Test
    void a_change_of_unknown_outcome_may_have_happened_or_not() {
        story.create(0, "n1", "a", 0)
                .invoke(1, Names.UPDATE, Map.of(Names.TOKEN, "b"))
                .info(1, Names.UPDATE, "timeout")
                .read(0, "n1", "a", 0, 1)
                .read(0, "n1", "b", 0, 7);
        isValid();
    }

    @Test
    void a_change_of_unknown_outcome_that_was_seen_has_happened() {
        story.create(0, "n1", "a", 0)
                .invoke(1, Names.UPDATE, Map.of(Names.TOKEN, "b"))
                .info(1, Names.UPDATE, "timeout")
                .read(0, "n1", "b", 0, 7)
                .read(0, "n1", "a", 0, 1);
        isInvalid("was rolled back", "the update to token b");
    }

    @Test
    void a_change_of_unknown_outcome_may_happen_late() {
        story.create(0, "n1", "a", 0)
                .invoke(1, Names.UPDATE, Map.of(Names.TOKEN, "b"))
                .info(1, Names.UPDATE, "timeout")
                .update(0, "n1", "c")
                .read(0, "n1", "c", 0, 2)
                .read(0, "n1", "b", 0, 7);
        isValid();
    }

    @Test
    void a_change_that_was_refused_must_not_happen() {
        story.create(0, "n1", "a", 0)
                .invoke(1, Names.UPDATE, Map.of(Names.TOKEN, "b"))
                .fail(1, Names.UPDATE, "http-409")
                .read(0, "n1", "b", 0, 7);
        isInvalid("not linearizable");
    }

    @Test
    void a_scaling_must_not_undo_an_update_at_the_same_time() {
        story.create(0, "n1", "a", 0)
                .invoke(0, Names.UPDATE, Map.of(Names.TOKEN, "b"))
                .invoke(1, Names.SCALE, Map.of(Names.INSTANCES, 2L))
                .acknowledged(0, Names.UPDATE, "n1", Map.of(Names.TOKEN, "b"))
                .acknowledged(1, Names.SCALE, "n1", Map.of(Names.INSTANCES, 2L))
                .read(2, "n1", "a", 2, 3);
        isInvalid("not linearizable");
    }

    @Test
    void an_update_must_not_undo_a_scaling_at_the_same_time() {
        story.create(0, "n1", "a", 0)
                .invoke(0, Names.UPDATE, Map.of(Names.TOKEN, "b"))
                .invoke(1, Names.SCALE, Map.of(Names.INSTANCES, 2L))
                .acknowledged(0, Names.UPDATE, "n1", Map.of(Names.TOKEN, "b"))
                .acknowledged(1, Names.SCALE, "n1", Map.of(Names.INSTANCES, 2L))
                .read(2, "n1", "b", 0, 3);
        isInvalid("not linearizable", "process 2 (through n3) read 0");
    }

    @Test
    void a_lost_scaling_is_a_lost_change() {
        story.create(0, "n1", "a", 0).scale(0, "n1", 2).read(1, "n2", "a", 0, 1);
        isInvalid("lost an acknowledged change at a failover", "the scaling to 2");
    }

    @Test
    void a_deleted_app_stays_deleted() {
        story.create(0, "n1", "a", 0).delete(0, "n1").read(1, "n1", "a", 0, 1);
        isInvalid("was rolled back", "its deletion");
    }

    @Test
    void a_deleted_app_does_not_come_back_in_a_list() {
        story.create(0, "n1", "a", 0)
                .delete(0, "n1")
                .finalPhase()
                .list(1, "n2", Map.of(Story.APP, Story.app("a", 0, 1)));
        isInvalid("lost an acknowledged change at a failover", "its deletion");
    }

    @Test
    void an_app_that_vanishes_without_a_deletion_is_lost() {
        story.create(0, "n1", "a", 0).absent(1, "n2");
        isInvalid("its creation with token a", "showed no such app");
    }

    @Test
    void an_app_that_a_final_list_lacks_is_lost() {
        story.create(0, "n1", "a", 0).finalPhase().list(1, "n2", Map.of());
        isInvalid("its creation with token a", "showed no such app");
    }

    @Test
    void an_app_may_be_missing_once_its_deletion_may_be_under_way() {
        story.create(0, "n1", "a", 0)
                .invoke(1, Names.DELETE, null)
                .absent(0, "n1")
                .info(1, Names.DELETE, "timeout")
                .absent(0, "n1");
        isValid();
    }

    @Test
    void a_list_without_anything_is_no_reading_of_an_app() {
        story.create(0, "n1", "a", 0).listOfExactly(1, "n1", Map.of()).read(0, "n1", "a", 0, 1);
        isValid();
    }

    @Test
    void a_history_without_successes_proves_nothing() {
        story.invoke(0, Names.CREATE, Map.of(Names.TOKEN, "a", Names.INSTANCES, 0L))
                .info(0, Names.CREATE, "timeout");
        assertThat(result().verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void every_app_is_named_once_with_the_events_that_prove_it() {
        story.create(0, "n1", "a", 0)
                .update(0, "n1", "b")
                .read(2, "n1", "a", 0, 1)
                .read(2, "n1", "a", 0, 1);
        assertThat(result().anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.key()).isEqualTo(Story.APP);
            assertThat(anomaly.opIndex()).isEqualTo(5);
            assertThat(anomaly.relatedIndices()).containsExactly(3L, 4L);
            assertThat(anomaly.details()).containsEntry("staleReadings", 2L).containsEntry("missedChanges", 1L);
        });
    }

    @Test
    void what_registers_show_points_into_the_whole_history() {
        story.create(0, "n1", "a", 0).read(0, "n1", "never", 0, 9);
        assertThat(result().anomalies())
                .first()
                .satisfies(anomaly -> assertThat(anomaly.opIndex()).isEqualTo(3));
    }
}
