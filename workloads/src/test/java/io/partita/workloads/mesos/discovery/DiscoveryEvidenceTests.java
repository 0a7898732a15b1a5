package io.partita.workloads.mesos.discovery;

import static io.partita.workloads.mesos.discovery.Story.instance;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryEvidenceTests {

    private static Story good() {
        Story story = new Story().lived(1, "n3", 100, 20_000, false).killed(9_000, 2, "n4");
        Story.FACTS.sources().forEach(source -> story.told(1_000, source, instance(1, "n3")));
        return story;
    }

    @Test
    void aRunThatSawAllItNeedsLacksNothing() {
        assertThat(DiscoveryEvidence.missing(good().until(20_000), Story.FACTS)).isEmpty();
    }

    @Test
    void aRunLacksWhatItDidNotSee() {
        Story story = new Story().told(1_000, Story.MARATHON, instance(1, "n3"));
        story.fault("partition", 5_000, 9_000, List.of());
        assertThat(DiscoveryEvidence.missing(story.until(20_000, Set.of("n5")), Story.FACTS))
                .hasValue("no master gave a good answer; no discovery server gave a good answer; no task was killed;"
                        + " nobody was asked while a fault was active;"
                        + " what tasks wrote was not read from every agent's node");
    }

    @Test
    void aQuestionWithoutAnAnswerCountsAsAsked() {
        Story story = good().fault("partition", 10_000, 15_000, List.of()).silentSource(12_000, Story.MARATHON);
        assertThat(DiscoveryEvidence.missing(story.until(20_000), Story.FACTS)).isEmpty();
    }
}
