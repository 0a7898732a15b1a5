package io.partita.workloads.mesos.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStreamReaderTests {

    private static List<ServerEvent> read(String... lines) {
        var reader = new EventStreamReader();
        return List.of(lines).stream()
                .flatMap(line -> reader.line(line).stream())
                .toList();
    }

    @Test
    void anEventEndsWithAnEmptyLine() {
        assertThat(read("event: a", "data: {\"x\":1,\"y\":[1.5,null]}", "", "event:b", "data:{}", ""))
                .hasSize(2)
                .first()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("a");
                    assertThat(event.data()).containsEntry("x", 1L);
                });
    }

    @Test
    void anEventThatIsCutOffIsNone() {
        assertThat(read("event: a", "data: {}")).isEmpty();
    }

    @Test
    void emptyLinesAndCommentsKeepAConnectionAliveAndSayNothing() {
        assertThat(read("", "", ": alive", "", "retry: 5", "id", "")).isEmpty();
    }

    @Test
    void aTypeWithoutDataIsForgotten() {
        assertThat(read("event: a", "", "data: {}", "")).containsExactly(new ServerEvent("message", Map.of()));
    }

    @Test
    void linesOfDataAreJoined() {
        assertThat(read("data: {\"x\":", "data: 1}", "")).containsExactly(new ServerEvent("message", Map.of("x", 1L)));
    }

    @Test
    void whatIsNoObjectIsText() {
        assertThat(read("data: {half", "", "data: [1]", "", "data", ""))
                .containsExactly(
                        new ServerEvent("message", Map.of("text", "{half")),
                        new ServerEvent("message", Map.of("text", "[1]")),
                        new ServerEvent("message", Map.of("text", "")));
    }
}
