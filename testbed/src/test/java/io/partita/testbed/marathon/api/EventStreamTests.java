package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.contract.Comparison;
import io.partita.testbed.contract.Recordings;
import io.partita.testbed.marathon.MarathonWorld;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EventStreamTests {

    /** A client that listens. */
    private static final class Client implements HttpService.Responder, HttpService.Stream {

        private final StringBuilder text = new StringBuilder();
        private Map<String, String> headers;
        private Runnable onClose;
        private boolean closed;

        @Override
        public void respond(HttpService.Response response) {
            throw new AssertionError("no stream: " + response.text());
        }

        @Override
        public HttpService.Stream stream(int status, Map<String, String> given) {
            headers = given;
            return this;
        }

        @Override
        public void send(String more) {
            text.append(more);
        }

        @Override
        public void onClose(Runnable action) {
            onClose = action;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @TempDir
    private Path directory;

    private static Client listen(MarathonWorld marathons, String query) {
        Client client = new Client();
        marathons.onLoop(
                ONE,
                () -> marathons
                        .marathon(ONE)
                        .http()
                        .handle(
                                HttpService.Request.of("GET", "/v2/events" + query, Map.of(), new byte[0], "10.0.0.1"),
                                client));
        return client;
    }

    /** The first event of each type, in order. */
    private static Map<String, JsonNode> events(String stream) {
        Map<String, JsonNode> events = new LinkedHashMap<>();
        for (String event : stream.split("\r\n\r\n")) {
            List<String> lines = event.lines().filter(line -> !line.isBlank()).toList();
            if (lines.size() == 2) {
                events.putIfAbsent(
                        lines.get(0).substring(7), Json.parse(lines.get(1).substring(6)));
            }
        }
        return events;
    }

    @Test
    void eventsOfTheApiHaveTheRecordedShape() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        Client client = listen(marathons, "");
        marathons.postApp(ONE, "/sleep", 2);
        marathons.postApp(ONE, "/sleep", 2);
        marathons.run(30);
        Map<String, JsonNode> real = events(Recordings.text(Recordings.MARATHON + "api/events.sse"));
        Map<String, JsonNode> ours = events(client.text.toString());
        assertThat(ours).containsOnlyKeys("event_stream_attached", "api_post_event", "group_change_failed");
        ours.forEach((type, event) ->
                assertThat(Comparison.ofJson(real.get(type), event)).as(type).isEmpty());
        assertThat(client.text).endsWith("\r\n\r\n\r\n");
        assertThat(client.headers)
                .containsEntry("Content-Type", "text/event-stream;charset=utf-8")
                .containsEntry("X-Marathon-Leader", "http://" + ONE);
    }

    @Test
    void onlyTheTypesAskedForAreSent() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        Client client = listen(marathons, "?event_type=api_post_event&event_type=other");
        marathons.postApp(ONE, "/sleep", 2);
        assertThat(events(client.text.toString())).containsOnlyKeys("api_post_event");
    }

    @Test
    void theOthersHearThatOneIsGone() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        Client first = listen(marathons, "?event_type=event_stream_detached");
        Client second = listen(marathons, "");
        marathons.onLoop(ONE, second.onClose);
        assertThat(events(first.text.toString())).containsOnlyKeys("event_stream_detached");
    }

    @Test
    void streamsEndWithTheLeadership() {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", "pa");
        Client client = listen(marathons, "");
        marathons.delete(ONE, "/v2/leader");
        marathons.run(1);
        assertThat(client.closed).isTrue();
    }
}
