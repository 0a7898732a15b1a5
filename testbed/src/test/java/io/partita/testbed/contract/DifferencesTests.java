package io.partita.testbed.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTests {

    private static final Path PAGE = Path.of("..", "docs", "testbed.md");
    private static final String SECTION = "## Where answers differ from recorded ones";

    private static Answer json(int status, String body) {
        return new Answer(status, "", Map.of("Content-Type", "application/json"), body);
    }

    private static List<Difference> between(String recorded, String ours) {
        return Comparison.of(json(200, recorded), json(200, ours));
    }

    @Test
    void thePageShowsTheWholeTableAndNothingElse() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(SECTION);
        String section = page.substring(page.indexOf(SECTION));
        int next = section.indexOf("\n## ");
        assertThat((next < 0 ? section : section.substring(0, next)).lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Differences.known().entries().stream()
                        .map(Differences.Entry::row)
                        .toList());
    }

    @Test
    void valuesMayDifferButKeysAndTypesMayNot() {
        assertThat(between("{\"a\":1,\"b\":[{\"c\":\"x\"}]}", "{\"a\":2,\"b\":[{\"c\":\"y\"},{\"c\":\"\"}]}"))
                .isEmpty();
        assertThat(between("{\"a\":1,\"b\":[{\"c\":\"x\"}],\"d\":{\"e\":1}}", "{\"a\":\"1\",\"b\":[{}],\"f\":null}"))
                .containsExactly(
                        new Difference("/a", "string instead of number"),
                        new Difference("/b/[]/c", "missing"),
                        new Difference("/d", "missing"),
                        new Difference("/f", "extra"));
    }

    @Test
    void keysInAnotherOrderAreADifference() {
        assertThat(between("{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"c\":3,\"b\":2}"))
                .containsExactly(new Difference("/", "c before b"));
    }

    @Test
    void theWordsOfErrorsHaveToBeTheSame() {
        assertThat(Comparison.of(json(404, "{\"message\":\"none\"}"), json(404, "{\"message\":\"no\"}")))
                .containsExactly(new Difference("body", "{\"message\":\"no\"} instead of {\"message\":\"none\"}"));
    }

    @Test
    void statusAndHeadersAreComparedExceptForTimesLengthsAndIdentifiers() {
        Answer recorded = Answer.parse("HTTP/1.1 201 Created\r\nDate: then\r\nX-Deployment: "
                + "af99b173-49db-45d5-860e-73a427fef1e9\r\nVary: a\r\nVary: b\r\nPragma: no\r\n\r\nbody");
        Answer same = Answer.parse("HTTP/1.1 201 Created\nDate: now\nX-Deployment: "
                + "00000000-0000-0000-0000-000000000000\nVary: a, b\nPragma: no\n\nbody");
        assertThat(Comparison.of(recorded, same)).isEmpty();
        Answer other = Answer.parse("HTTP/1.1 200 OK\nX-Deployment: mine\nDate: now\npragma: no\nVary: a, b\n\nbody");
        assertThat(Comparison.of(recorded, other))
                .containsExactlyInAnyOrder(
                        new Difference("status", "200 OK instead of 201 Created"),
                        new Difference("header X-Deployment", "mine instead of ID"),
                        new Difference("header Pragma", "missing"),
                        new Difference("header pragma", "extra"),
                        new Difference("headers", "in another order"));
    }

    @Test
    void anEntryCoversWhatItNamesAndIsStaleWithoutIt() {
        Differences table = Differences.of("master /state (one)\t/a/*\tmissing\tBecause.");
        Exchange covered = new Exchange("master /state", "one", List.of(new Difference("/a/b", "missing")));
        Exchange elsewhere = new Exchange("master /state", "two", List.of(new Difference("/a/b", "missing")));
        assertThat(table.unknown(covered)).isEmpty();
        assertThat(table.unknown(elsewhere)).containsExactly(new Difference("/a/b", "missing"));
        assertThat(table.stale(List.of(covered), "master")).isEmpty();
        assertThat(table.stale(List.of(elsewhere), "master")).hasSize(1);
        assertThat(table.stale(List.of(elsewhere), "agent")).isEmpty();
    }

    @Test
    void whatIsThereByChanceIsCoveredAndNeverStale() {
        Differences table = Differences.of("master /state\t/a\tsometimes extra\tA race.");
        Exchange with = new Exchange("master /state", "one", List.of(new Difference("/a", "extra")));
        Exchange without = new Exchange("master /state", "one", List.of());
        assertThat(table.unknown(with)).isEmpty();
        assertThat(table.stale(List.of(without), "master")).isEmpty();
    }

    @Test
    void anEntryWithoutAReasonIsRefused() {
        assertThatThrownBy(() -> Differences.of("master /state\t/a\tmissing\t "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place, what and reason");
    }

    @Test
    void eventsAreToldBySubjectInOrder() {
        EventLog log = new EventLog("""
                event: instance_changed_event
                data: {"instanceId":"web.1","condition":"Scheduled"}

                event: deployment_success
                data: {"id":"d","plan":{"id":"d"}}

                event: status_update_event
                data: {"taskId":"web.1._app.1","taskStatus":"TASK_RUNNING"}

                """);
        assertThat(log.stories())
                .containsExactly(
                        "deployment: deployment_success",
                        "instance: instance_changed_event Scheduled, status_update_event TASK_RUNNING");
    }
}
