package io.partita.control.serve;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears what is written to a history: first what it says of itself, then its events. A line that is neither is left out: whoever
 * judges the history says what is wrong with it. Not thread-safe.
 */
final class JournalTail implements LineTail.Sink {

    /** Hears events. */
    @FunctionalInterface
    interface Events {
        /**
         * Takes the next event.
         *
         * @param scheduled if it is an invocation, when it was meant to be, in ns since the run began
         */
        void add(Op event, long scheduled);
    }

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private static final Map<String, OpType> TYPES =
            Stream.of(OpType.values()).collect(Collectors.toUnmodifiableMap(OpType::label, type -> type));

    private final Consumer<Map<?, ?>> head;
    private final Events events;

    JournalTail(Consumer<Map<?, ?>> head, Events events) {
        this.head = head;
        this.events = events;
    }

    @Override
    public void line(byte[] buffer, int from, int length) {
        Map<?, ?> line;
        try {
            line = MAPPER.readValue(buffer, from, length, Map.class);
        } catch (JacksonException e) {
            return;
        }
        if (line != null && line.get("meta") instanceof Map<?, ?> meta) {
            head.accept(meta);
        } else if (line != null
                && line.get("index") instanceof Long index
                && line.get("time") instanceof Long time
                && line.get("process") instanceof Long process
                && line.get("f") instanceof String f
                && process == process.intValue()
                && line.get("type") instanceof String type
                && TYPES.containsKey(type)) {
            Op event = new Op(
                    index,
                    time,
                    process.intValue(),
                    TYPES.get(type),
                    f,
                    line.get("key"),
                    line.get("value"),
                    line.get("error") instanceof String error ? error : null);
            events.add(event, line.get("scheduled") instanceof Long scheduled ? scheduled : time);
        }
    }
}
