package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.at;
import static io.partita.checker.liveness.Run.ms;
import static io.partita.checker.liveness.Run.replacement;
import static io.partita.checker.liveness.Run.run;
import static io.partita.checker.liveness.Run.spans;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.history.History;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What the checker measures and counts. */
class FiguresTests {

    private static Map<String, Object> details(History history, Liveness liveness) throws InterruptedException {
        return liveness.build().check(history, Budget.DEFAULT).details();
    }

    private static Liveness liveness(Obligation... obligations) {
        return Liveness.checker("liveness").obligations(history -> List.of(obligations));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> from, String... path) {
        Map<String, Object> at = from;
        for (String name : path) {
            assertThat(at).containsKey(name);
            at = (Map<String, Object>) at.get(name);
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> from, String name) {
        return (List<Map<String, Object>>) from.get(name);
    }

    @Test
    void timesUntilMetStandByKindWithTheWholeHistogram() throws Exception {
        History history = run().ticksUntil(1_000).history();
        List<Obligation> all = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            all.add(replacement(history, "t" + i, 0, 90).metAt(at(history, i)));
        }

        Map<String, Object> kind =
                map(details(history, liveness(all.toArray(Obligation[]::new))), "kinds", "replacement");

        assertThat(kind)
                .containsEntry("met", 90L)
                .containsEntry("missed", 10L)
                .containsEntry("open", 0L)
                .containsEntry("cancelled", 0L)
                .containsEntry("boundMs", 90.0);
        Map<String, Object> times = map(kind, "times", "all");
        assertThat(times).containsEntry("count", 100L);
        assertThat((Double) times.get("minMs")).isEqualTo(1.0);
        assertThat((Double) times.get("p50Ms")).isBetween(49.9, 50.1);
        assertThat((Double) times.get("p90Ms")).isBetween(89.9, 90.1);
        assertThat((Double) times.get("maxMs")).isBetween(99.9, 100.1);
        Histogram decoded = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode((String) times.get("hdr"))), 0);
        assertThat(decoded.getTotalCount()).isEqualTo(100);
        assertThat(decoded.getNumberOfSignificantValueDigits()).isEqualTo(3);
        assertThat(decoded.getCountBetweenValues(1_000, 10_000)).isEqualTo(10);
    }

    @Test
    void whatTookPartInNoFaultIsQuiet() throws Exception {
        History history = run().ticksUntil(90)
                .fault("f1", "kill", 100, 200)
                .ticks(250, 280, 290)
                .history();

        Map<String, Object> situations = map(
                details(
                        history,
                        liveness(
                                        replacement(history, "before", 10, 50).metAt(at(history, 20)),
                                        replacement(history, "into", 80, 50).metAt(at(history, 250)),
                                        replacement(history, "born in", 100, 50).metAt(at(history, 250)),
                                        replacement(history, "after", 250, 50).metAt(at(history, 280)),
                                        replacement(history, "long after", 280, 50)
                                                .metAt(at(history, 290)))
                                .rule(ClockRule.duringFaults(ms(80)))),
                "kinds",
                "replacement",
                "times");

        assertThat(map(situations, "quiet")).containsEntry("count", 2L);
        assertThat(map(situations, "during kill")).containsEntry("count", 2L);
        assertThat(map(situations, "after heal")).containsEntry("count", 1L);
    }

    @Test
    void whatWasMissedBeforeAFaultIsNoMatterOfIt() throws Exception {
        History history =
                run().ticksUntil(90).fault("f1", "kill", 100, 200).ticks(250).history();

        assertThat(list(details(history, liveness(replacement(history, "a", 10, 50))), "obligations"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("situation", "quiet").containsEntry("state", "missed"));
    }

    @Test
    void faultsAtOnceAreOneSituation() throws Exception {
        Run run = run().ticks(0).inject(10, "pause").active(11, "f1", "pause");
        History history = run.fault("f2", "kill", 20, 30).ticks(25, 40).history();

        assertThat(map(
                        details(
                                history,
                                liveness(replacement(history, "a", 0, 50).metAt(at(history, 40)))),
                        "kinds",
                        "replacement",
                        "times"))
                .containsOnlyKeys("all", "running", "during kill + pause");
    }

    @Test
    void theWorstUnavailabilityIsTheLongestStretchOfAll() throws Exception {
        History history = run().ticks(0, 1_000).history();

        Map<String, Object> details = details(
                history,
                liveness()
                        .availability("web is up", run -> spans(100, 110, 200, 230))
                        .availability(run -> Map.of("db is up", spans(900, 5_000))));

        assertThat(map(details, "worstUnavailability"))
                .containsEntry("what", "db is up")
                .containsEntry("ms", 100.0)
                .containsEntry("fromMs", 900.0)
                .containsEntry("toMs", 1_000.0);
        assertThat(list(details, "unavailability")).hasSize(2);
        assertThat(list(details, "unavailability").get(1))
                .containsEntry("what", "web is up")
                .containsEntry("ms", 30.0)
                .containsEntry("totalMs", 40.0)
                .containsEntry("times", 2L);
    }

    @Test
    void whatWasAlwaysAvailableIsZero() throws Exception {
        Map<String, Object> details =
                details(run().ticks(0, 10).history(), liveness().availability("web is up", run -> Spans.NONE));

        assertThat(map(details, "worstUnavailability")).containsEntry("ms", 0.0).doesNotContainKey("fromMs");
    }

    @Test
    void timesToDetectAndToRecoverStandByFault() throws Exception {
        History history = run().inject(10, "kill")
                .active(12, "f1", "kill")
                .ticks(25)
                .recover(30, "kill")
                .healed(34, "f1", "kill")
                .ticks(70)
                .fault("f2", "kill", 80, 90)
                .inject(95, "pause")
                .ticks(100)
                .history();

        Map<String, Object> details = details(
                history,
                liveness()
                        .detection(
                                "the agent is lost",
                                (run, fault) -> fault.id().equals("f1") ? Optional.of(at(run, 25)) : Optional.empty())
                        .recovery(
                                "all tasks run",
                                (run, fault) -> fault.id().equals("f2") ? Optional.empty() : Optional.of(at(run, 70))));

        List<Map<String, Object>> faults = list(details, "faults");
        assertThat(faults).hasSize(3);
        assertThat(faults.get(0))
                .containsEntry("id", "f1")
                .containsEntry("fromMs", 10.0)
                .containsEntry("toMs", 34.0)
                .containsEntry("detectMs", 15.0)
                .containsEntry("recoverMs", 40.0);
        assertThat(faults.get(1)).doesNotContainKeys("detectMs", "recoverMs");
        assertThat(faults.get(2))
                .containsEntry("provenHealed", false)
                .as("a fault that is never healed is never recovered from")
                .doesNotContainKeys("toMs", "recoverMs");
        assertThat(map(details, "detection")).containsEntry("until", "the agent is lost");
        assertThat(map(details, "detection", "faults", "kill")).containsEntry("count", 1L);
        assertThat(map(details, "recovery", "faults", "kill")).containsEntry("count", 1L);
    }

    @Test
    void whatIsNotMeasuredIsNotThere() throws Exception {
        assertThat(details(run().fault("f1", "kill", 1, 5).history(), liveness()))
                .containsKey("faults")
                .doesNotContainKeys("detection", "recovery", "unavailability", "worstUnavailability");
    }

    @Test
    void obligationsStandWorstFirstWithTheirFigures() throws Exception {
        History history = run().ticksUntil(90)
                .fault("f1", "kill", 100, 200)
                .ticks(250, 300)
                .history();

        List<Map<String, Object>> rows = list(
                details(
                        history,
                        liveness(
                                        replacement(history, "met", 10, 50).metAt(at(history, 20)),
                                        replacement(history, "open", 250, 60),
                                        replacement(history, "late", 70, 75).metAt(at(history, 250)))
                                .rule(ClockRule.duringFaults(ms(0)))),
                "obligations");

        assertThat(rows).extracting(row -> row.get("subject")).containsExactly("task late", "task open", "task met");
        assertThat(rows.get(0))
                .containsEntry("sinceMs", 70.0)
                .containsEntry("metMs", 250.0)
                .containsEntry("passedMs", 180.0)
                .containsEntry("runningMs", 80.0)
                .containsEntry("suspendedMs", 100.0)
                .containsEntry("boundMs", 75.0)
                .containsEntry("state", "missed")
                .containsEntry("suspendedBy", List.of("fault kill"));
        assertThat(rows.get(1)).doesNotContainKeys("metMs", "suspendedBy");
    }

    @Test
    void theListIsBounded() throws Exception {
        History history = run().ticks(0, 10).history();
        Obligation[] all = new Obligation[1_200];
        for (int i = 0; i < all.length; i++) {
            all[i] = replacement(history, "t" + i, 0, 50).metAt(at(history, 10));
        }

        Map<String, Object> details = details(history, liveness(all));

        assertThat(list(details, "obligations")).hasSize(1_000);
        assertThat(details).containsEntry("obligationsNotShown", 200L);
    }
}
