package io.partita.testbed.marathon.events;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Events;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Sends every event to those who listen, as server-sent events. An empty line now and then shows that the stream lives. */
public final class EventBus implements Events {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** One who listens, to all types if {@code types} is empty. */
    private record Listener(HttpService.Stream stream, Set<String> types) {}

    private final Loop loop;
    private final List<Listener> listeners = new ArrayList<>();

    public EventBus(Loop loop) {
        this.loop = loop;
        loop.every(
                HEARTBEAT,
                () -> List.copyOf(listeners)
                        .forEach(listener -> listener.stream().send("\r\n")));
    }

    /**
     * Sends events to {@code stream} from now on, until it is closed.
     *
     * @param types those to be sent; all if it is empty
     * @param client its address, for the event that tells of it
     */
    public void attach(HttpService.Stream stream, Set<String> types, String client) {
        Listener listener = new Listener(stream, Set.copyOf(types));
        listeners.add(listener);
        stream.onClose(() -> {
            if (listeners.remove(listener)) {
                publish("event_stream_detached", Json.object().put("remoteAddress", client));
            }
        });
        publish("event_stream_attached", Json.object().put("remoteAddress", client));
    }

    @Override
    public void publish(String type, ObjectNode fields) {
        ObjectNode event = fields.deepCopy().put("eventType", type);
        if (!event.has("timestamp")) {
            event.put("timestamp", Json.time(loop.wallClock()));
        }
        String text = "event: " + type + "\r\ndata: " + event + "\r\n\r\n";
        for (Listener listener : List.copyOf(listeners)) {
            if (listener.types().isEmpty() || listener.types().contains(type)) {
                listener.stream().send(text);
            }
        }
    }

    /** Ends all streams: this Marathon leads no more. */
    public void closeAll() {
        List<Listener> all = List.copyOf(listeners);
        listeners.clear();
        all.forEach(listener -> listener.stream().close());
    }
}
