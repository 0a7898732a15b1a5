package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability.Progress;
import io.partita.checker.recorded.RecordedCheck;
import io.partita.checker.recorded.RecordedCheckReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code control check} prints. */
class CheckOutputTests {

    private static final Budget BUDGET = new Budget(Duration.ofSeconds(60), 1L << 30);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void aViolationIsShownWithTheFewOperationsThatProveIt() throws Exception {
        String printed = printed("""
                {"meta":{"model":"kv"}}
                {"time":12100000000,"process":3,"type":"invoke","f":"write","key":"k3","value":40}
                {"time":12110000000,"process":3,"type":"ok","f":"write","key":"k3","value":40}
                {"time":12200000000,"process":1,"type":"invoke","f":"write","key":"k3","value":41}
                {"time":12300000000,"process":1,"type":"ok","f":"write","key":"k3","value":41}
                {"time":12310000000,"process":2,"type":"invoke","f":"write","key":"k3","value":42}
                {"time":12350000000,"process":2,"type":"ok","f":"write","key":"k3","value":42}
                {"time":12390000000,"process":7,"type":"invoke","f":"read","key":"k3","value":null}
                {"time":12401000000,"process":7,"type":"ok","f":"read","key":"k3","value":41}
                """, BUDGET);

        assertThat(printed).startsWith("INVALID  not linearizable: process 7 read 41 from key \"k3\" at 12.401 s");
        assertThat(printed).contains("""

                  These 2 operations prove it on key k3, whatever the others did, and whatever was before 12.310 s:

                    process 2  write 42   ├───┤           12.310 – 12.350 s
                    process 7  read → 41          ├───┤   12.390 – 12.401 s   ← no place for it

                """);
        assertThat(printed)
                .contains("Everything before 12.401 s is linearizable; just then, in every order found, it was 42.");
        assertThat(printed).contains("\nop-history/1, model kv, 4 operations, ");
    }

    @Test
    void whatIsUnknownSaysWhereItIsStuckAndWhatToTry() throws Exception {

        String printed = printed(hard(), new Budget(Duration.ofMillis(200), 1L << 30));

        assertThat(printed).startsWith("UNKNOWN  the time budget ended after ");
        assertThat(printed)
                .contains("\n  stuck at  event ")
                .contains("; none of unknown outcome\n")
                .contains("\n  try       use every value only once, then no search is needed (here 30 of 60")
                .contains("\n  or        raise --time-budget\n");
    }

    @Test
    void progressIsShownOnATerminalAfterASecond() {
        Terminal watched = terminal(true);
        CheckProgress progress = new CheckProgress(watched, BUDGET, true);

        progress.accept(progress(Duration.ofMillis(900)));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();

        progress.accept(progress(Duration.ofMillis(4_100)));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("checking: 12 of 64 keys, 812,304 of 1,000,000 operations explained,"
                        + " 1,203,400 configurations, 180 MiB, 4 s of 60 s");
    }

    @Test
    void progressIsShownToNobodyElse() {
        new CheckProgress(terminal(false), BUDGET, true).accept(progress(Duration.ofSeconds(4)));
        new CheckProgress(terminal(true), BUDGET, false).accept(progress(Duration.ofSeconds(4)));

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aSignalEndsTheCheckWithItsStatusAndASentence() throws Exception {
        Path file = Files.writeString(directory.resolve("history.jsonl"), hard());

        try (ControlProcess check =
                ControlProcess.start(directory, "check", file.toString(), "--memory-budget", "200g")) {
            check.awaitThat(
                    "it searches", Duration.ofSeconds(60), () -> check.cpuTime().toMillis() > 1_500);
            check.terminate();
            assertThat(check.await(Duration.ofSeconds(60))).as(check.err()).isEqualTo(143);
            assertThat(check.err()).contains("control: interrupted: no verdict");
            assertThat(check.out()).isEmpty();
        }
    }

    private static Progress progress(Duration elapsed) {
        return new Progress(12, 64, 812_304, 1_000_000, 1_203_400, 180L << 20, elapsed);
    }

    /** Sixty values enqueued at once, each twice, and then an empty answer: far too many orders to try. */
    private static String hard() {
        StringBuilder history = new StringBuilder("{\"meta\":{\"model\":\"queue\"}}\n");
        for (int process = 0; process < 60; process++) {
            history.append(event(process, "invoke", "enqueue", process % 30));
        }
        for (int process = 0; process < 60; process++) {
            history.append(event(process, "ok", "enqueue", process % 30));
        }
        history.append(event(99, "invoke", "dequeue", null)).append(event(99, "ok", "dequeue", null));
        return history.toString();
    }

    private static String event(int process, String type, String f, Integer value) {
        return "{\"process\":" + process + ",\"type\":\"" + type + "\",\"f\":\"" + f + "\",\"value\":" + value + "}\n";
    }

    private String printed(String history, Budget budget) throws Exception {
        Path file = Files.writeString(directory.resolve("history.jsonl"), history);
        RecordedCheckReport report = RecordedCheck.run(RecordedCheck.Request.of(file, budget));
        new CheckPrinter(report, terminal(false)).print();
        return out.toString(StandardCharsets.UTF_8);
    }

    private Terminal terminal(boolean watched) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                watched,
                () -> 200);
    }
}
