package io.partita.workloads.mesos.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppsEvidenceTests {

    private final Story story = new Story();

    private Optional<String> missing() {
        return new AppsEvidence(story.history(), Story.VIAS).missing();
    }

    /** Everything once. */
    private Story everything() {
        return story.create(0, "n1", "a", 0)
                .update(0, "n1", "b")
                .scale(0, "n1", 1)
                .read(0, "n1", "b", 1, 3)
                .versions(0, "n1", 1, 2, 3)
                .delete(0, "n1");
    }

    private Story finalLists() {
        for (int process = 0; process < 3; process++) {
            story.list(process, "n1", Map.of());
        }
        return story;
    }

    @Test
    void is_content_when_all_was_done_and_listed_at_the_end() {
        everything();
        finalLists();
        assertThat(missing()).isEmpty();
    }

    @Test
    void names_what_never_succeeded() {
        story.create(0, "n1", "a", 0).update(0, "n1", "b");
        finalLists();
        assertThat(missing())
                .contains("no scale succeeded; no delete succeeded; no read succeeded; no versions succeeded");
    }

    @Test
    void wants_a_final_list_through_every_marathon() {
        everything();
        story.list(0, "n1", Map.of()).list(2, "n1", Map.of());
        assertThat(missing()).contains("no final list of all apps was answered through the Marathon on n2");
    }

    @Test
    void a_list_before_the_last_change_is_not_final() {
        finalLists();
        everything();
        assertThat(missing()).hasValueSatisfying(words -> assertThat(words).contains("on n1", "on n2", "on n3"));
    }

    @Test
    void wants_successes_while_a_fault_is_active() {
        story.fault("kill-marathon-leader").create(0, "n1", "a", 0).heal("kill-marathon-leader");
        everything();
        finalLists();
        assertThat(missing()).contains("only 1 successful operations were begun while a fault was active, 10 needed");
    }

    @Test
    void is_content_with_enough_successes_while_a_fault_is_active() {
        story.fault("kill-marathon-leader");
        everything();
        everything();
        story.heal("kill-marathon-leader");
        finalLists();
        assertThat(missing()).isEmpty();
    }
}
