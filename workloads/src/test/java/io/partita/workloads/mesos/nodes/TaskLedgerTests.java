package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TaskLedgerTests {

    private static final LedgerEntry.End TOLD = new LedgerEntry.End(90, "TERM");

    private static LedgerEntry entry(String task, long lastBeat, LedgerEntry.End end) {
        return new LedgerEntry(
                task, "/web", "v1", "n1", OptionalInt.empty(), 7, 10, lastBeat, Optional.ofNullable(end), 1);
    }

    private static TaskLedger of(LedgerEntry... entries) {
        return new TaskLedger(Map.of("n1", new NodeReading.Read<>(new TaskLedger.OnNode(List.of(entries), 0, 0))));
    }

    private static TaskLedger unread() {
        return new TaskLedger(Map.of("n1", new NodeReading.Unreadable<>("n1 does not answer")));
    }

    @Test
    void whatWasCollectedLaterCounts() {
        assertThat(of(entry("web.1", 50, null))
                        .and(of(entry("web.1", 80, TOLD), entry("web.2", 20, null)))
                        .entries())
                .containsExactly(entry("web.1", 80, TOLD), entry("web.2", 20, null));
    }

    @Test
    void whatALossOfPowerCostIsStillKnown() {
        assertThat(of(entry("web.1", 80, TOLD), entry("web.2", 80, null))
                        .and(of(entry("web.1", 80, null), entry("web.2", 40, null)))
                        .entries())
                .containsExactly(entry("web.1", 80, TOLD), entry("web.2", 80, null));
        assertThat(of(entry("web.1", 80, TOLD)).and(of()).entries()).containsExactly(entry("web.1", 80, TOLD));
    }

    @Test
    void aNodeThatIsNotReadAgainIsKnownFromBefore() {
        assertThat(of(entry("web.1", 50, null)).and(unread()).entries()).containsExactly(entry("web.1", 50, null));
        assertThat(of(entry("web.1", 50, null)).and(unread()).unreadable()).isEmpty();
        assertThat(unread().and(of(entry("web.1", 50, null))).entries()).containsExactly(entry("web.1", 50, null));
        assertThat(unread().and(unread()).unreadable()).containsExactly("n1");
    }
}
