package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LedgerLinesTests {

    private static final long SECOND = 1_000_000_000L;
    private static final String HALF = "process web.1 12 boot-a /web v1 31000";

    /** The run began at an uptime of 100 s. */
    private static TaskLedger.OnNode parse(String printed) {
        NodeClock clock = new NodeClock("n1", "boot-a", "boot-a.7", 100 * SECOND, 0, 3_000_000);
        return LedgerLines.parse(
                "n1",
                printed,
                (bootId, uptime) ->
                        Optional.of(clock).filter(each -> each.bootId().equals(bootId)));
    }

    @Test
    void timesStandOnTheRunsTimeLineWithAnError() {
        LedgerEntry entry = parse(HALF + " 90.00 105.50 - -\n").entries().get(0);
        assertThat(entry)
                .isEqualTo(new LedgerEntry(
                        "web.1",
                        "/web",
                        "v1",
                        "n1",
                        OptionalInt.of(31000),
                        12,
                        -10 * SECOND + Uptime.ERROR_NS,
                        11 * SECOND / 2 + Uptime.ERROR_NS,
                        Optional.empty(),
                        3_000_000 + 1_999_000 + Uptime.ERROR_NS));
    }

    @Test
    void aTaskThatWasToldToStopSaysBySignal() {
        LedgerEntry.End end = parse(HALF + " 90.00 110.00 110.00 TERM\n")
                .entries()
                .get(0)
                .end()
                .orElseThrow();
        assertThat(end.atNs()).isEqualTo(10 * SECOND + Uptime.ERROR_NS);
        assertThat(end.signal()).contains("TERM");
        assertThat(end.status()).isEmpty();
    }

    @Test
    void aTaskThatEndedByItselfSaysItsStatus() {
        LedgerEntry.End end = parse(HALF + " 90.00 110.00 110.00 143\n")
                .entries()
                .get(0)
                .end()
                .orElseThrow();
        assertThat(end.signal()).isEmpty();
        assertThat(end.status()).hasValue(143);
    }

    @Test
    void whatATaskWasNotToldIsEmpty() {
        LedgerEntry entry =
                parse("process t 12 boot-a - - - 90.00 90.00 - -\n").entries().get(0);
        assertThat(List.of(entry.app(), entry.version())).containsOnly("");
        assertThat(entry.port()).isEmpty();
    }

    @Test
    void anotherBootsTimesCannotBePlaced() {
        TaskLedger.OnNode read = parse("process t 12 boot-b /web v1 - 90.00 90.00 - -\n");
        assertThat(read).isEqualTo(new TaskLedger.OnNode(List.of(), 0, 1));
    }

    @Test
    void spoiltLinesAreCounted() {
        String garbage =
                HALF + " 90.00\n" + HALF + " 90.0 90.00 - -\n" + "\uFFFD\u0000\n\n" + HALF + " 1.00 2.00 x -\n";
        TaskLedger.OnNode read = parse(garbage + "spoilt 3\n" + HALF + " 90.00 91.00 - -\n");
        assertThat(read.entries()).hasSize(1);
        assertThat(read.spoilt()).isEqualTo(8);
    }
}
