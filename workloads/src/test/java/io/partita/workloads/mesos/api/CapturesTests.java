package io.partita.workloads.mesos.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.http.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded answer of a real server is read for what it is. */
class CapturesTests {

    /** What no parser has to read, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            ".*\\.(req|txt|tsv)", "notes of whoever recorded, and pages for people; no answer of an endpoint in use",
            ".*/ids-(before|after)", "notes of whoever recorded",
            ".*/\\d\\d-groups\\.json", "no workload works with groups",
            ".*/agent_(containers|monitor_statistics)\\.json", "no workload asks what containers use",
            ".*/master_(state-summary|roles|quota|weights|system_stats\\.json)\\.json",
                    "no workload asks for what other answers say too, or for shares of resources");

    /** Recorded answers that are none of the good ones, and what is made of them when they answer a read. */
    private static final Map<String, String> NOT_GOOD = new TreeMap<>(Map.of(
            "marathon-1.8.244/api/07-app-404.json", "http-404: App '/nope' does not exist",
            "marathon-1.8.244/api/08-post-invalid.json", "http-422: Object is not valid",
            "marathon-1.8.244/api/09-post-badjson.json", "http-400: Invalid JSON",
            "marathon-1.8.244/api/14-post-duplicate.json", "http-409: An app with id [/sleep] already exists.",
            "marathon-1.8.244/api/30-put-conflict.json", "http-409: App is locked by one or more deployments.*",
            // Marathon was down when these were asked for: nothing was received.
            "marathon-1.8.244/faults/del.json", "empty-200",
            "marathon-1.8.244/faults/info-nomaster.json", "empty-200"));

    private static boolean isLeftOut(String file) {
        return LEFT_OUT.keySet().stream().anyMatch(file::matches);
    }

    private static boolean isHead(String file) {
        return file.endsWith(".hdr") || file.endsWith(".headers");
    }

    private static boolean isNothing(String file) {
        return file.endsWith("leader-nomaster.http");
    }

    static Stream<String> bodies() {
        return Captures.all().stream()
                .filter(file -> !isLeftOut(file) && !isHead(file) && !file.endsWith(".sse") && !isNothing(file));
    }

    static Stream<String> heads() {
        return Captures.all().stream().filter(CapturesTests::isHead);
    }

    static Stream<String> streams() {
        return Captures.all().stream().filter(file -> file.endsWith(".sse"));
    }

    @Test
    void everyFileIsReadOrLeftOutForAReason() {
        assertThat(bodies().filter(file -> Parsers.of(file).isEmpty())).isEmpty();
        assertThat(bodies().count()).isGreaterThan(300);
        assertThat(LEFT_OUT.keySet()).allMatch(names -> Captures.all().stream().anyMatch(file -> file.matches(names)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aRecordedAnswerIsAccepted(String file) throws Exception {
        Received answer = file.endsWith(".http") ? Recorded.answer(Captures.bytes(file)) : Captures.answer(file);
        Reply<?> reply = Verdict.ofRead(answer, Parsers.of(file).orElseThrow());
        if (NOT_GOOD.containsKey(file)) {
            assertThat(reply.error()).matches(wordsOf(NOT_GOOD.get(file)));
        } else if (file.contains("standby") && answer.status() == 307 || file.contains("redirect.body")) {
            assertThat(reply.error()).matches("redirect: //127\\.0\\.0\\.1:\\d+(/master/\\w+)?");
        } else {
            assertThat(reply.error()).isEmpty();
            assertThat(reply.good()).isPresent();
        }
    }

    private static String wordsOf(String expected) {
        return expected.endsWith(".*")
                ? Pattern.quote(expected.substring(0, expected.length() - 2)) + ".*"
                : Pattern.quote(expected);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aRecordedHeadIsAccepted(String file) throws Exception {
        String head = Captures.withLength(Captures.text(file), 0);
        assertThat(Recorded.answer(head.getBytes(StandardCharsets.UTF_8)).headers())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyEventOfARecordedStreamIsRead(String file) {
        var reader = new EventStreamReader();
        List<String> lines = Captures.text(file).lines().toList();
        List<ServerEvent> events =
                lines.stream().flatMap(line -> reader.line(line).stream()).toList();
        assertThat(events).hasSize((int)
                lines.stream().filter(line -> line.startsWith("event: ")).count());
        assertThat(events).allSatisfy(event -> assertThat(event.data()).containsEntry("eventType", event.type()));
    }

    @Test
    void aStreamTellsOfStatuses() {
        var reader = new EventStreamReader();
        var states = new TreeSet<>(Captures.text("marathon-1.8.244/api/events.sse")
                .lines()
                .flatMap(line -> reader.line(line).stream())
                .filter(event -> event.type().equals("status_update_event"))
                .map(event -> event.data().get("taskStatus").toString())
                .toList());
        assertThat(states).contains("TASK_RUNNING", "TASK_FAILED", "TASK_KILLED");
    }
}
