package io.partita.control.serve;

import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Counts the events of a history that is being written. Not thread-safe. */
final class JournalTail implements LineTail.Sink {

    /** No load lasts longer than a week; a time beyond is a mistake, and no reason to fill the memory. */
    private static final int MOST_SECONDS = 7 * 24 * 3600;

    private final long[] counts = new long[OpType.values().length];
    /** For every second of the load: ok, fail, info. */
    private final List<int[]> seconds = new ArrayList<>();

    private long lastMs;
    private long lastOkMs = -1;

    /** Only the first fields of an event are read: what an operation returned may be long. */
    @Override
    public void line(byte[] buffer, int from, int length) {
        long time = -1;
        long process = -1;
        String type = null;
        try (JsonParser parser = JsonMapper.shared().createParser(buffer, from, length)) {
            parser.nextToken();
            while ((type == null || time < 0) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "time" -> time = parser.getLongValue();
                    case "process" -> process = parser.getLongValue();
                    case "type" -> type = parser.getString();
                    default -> parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            // Whoever judges the history says so; here it is only not counted.
            return;
        }
        if (type != null && time >= 0 && process >= 0) {
            count(OpType.of(type), time / 1_000_000);
        }
    }

    private void count(OpType type, long ms) {
        counts[type.ordinal()]++;
        lastMs = Math.max(lastMs, ms);
        if (type == OpType.OK) {
            lastOkMs = ms;
        }
        if (type != OpType.INVOKE) {
            int second = (int) Math.min(ms / 1000, Integer.MAX_VALUE - 1);
            while (seconds.size() <= second && seconds.size() < MOST_SECONDS) {
                seconds.add(new int[3]);
            }
            if (second < seconds.size()) {
                seconds.get(second)[type == OpType.OK ? 0 : type == OpType.FAIL ? 1 : 2]++;
            }
        }
    }

    long count(OpType type) {
        return counts[type.ordinal()];
    }

    /** When the last event was, in ms since the load began; 0 before any. */
    long lastMs() {
        return lastMs;
    }

    /** When the last operation succeeded; -1 for never. */
    long lastOkMs() {
        return lastOkMs;
    }

    /** The last {@code most} seconds before {@code nowMs}, oldest first: ok, fail, info of each. */
    List<int[]> lastSeconds(int most, long nowMs) {
        int end = (int) (nowMs / 1000);
        List<int[]> last = new ArrayList<>();
        for (int second = Math.max(0, end - most + 1); second <= end; second++) {
            last.add(second < seconds.size() ? seconds.get(second).clone() : new int[3]);
        }
        return last;
    }
}
