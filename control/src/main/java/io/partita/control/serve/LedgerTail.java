package io.partita.control.serve;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows a run's fault ledger: what has been begun, proven active, and healed. Not thread-safe.
 *
 * <p>A fault is {@code injecting} from its intent on, then {@code active} if that was proven or else {@code unproven}, {@code
 * healing}, and in the end {@code healed} or, if that was not proven, {@code broken}. Of very many, the newest are known.
 */
final class LedgerTail implements LineTail.Sink {

    static final int MOST_FAULTS = 2_000;

    private final Map<String, LiveFault> faults = new LinkedHashMap<>();
    private long changes;
    private long count;

    @Override
    public void line(byte[] buffer, int from, int length) {
        JsonNode entry;
        try {
            entry = JsonMapper.shared().readTree(buffer, from, length);
        } catch (JacksonException e) {
            return;
        }
        String id = entry.path("id").asString("");
        String event = entry.path("event").asString("");
        if (event.equals("intent")) {
            begin(id, entry);
        } else {
            faults.computeIfPresent(id, (same, fault) -> changed(fault, event, entry));
        }
    }

    private void begin(String id, JsonNode entry) {
        List<String> nodes = new ArrayList<>();
        entry.path("nodes").forEach(node -> nodes.add(node.asString("")));
        faults.put(
                id,
                new LiveFault(
                        id,
                        entry.path("fault").asString(""),
                        entry.path("description").asString(""),
                        nodes,
                        entry.path("atMs").asLong(0),
                        -1,
                        -1,
                        "injecting",
                        ++changes));
        count++;
        if (faults.size() > MOST_FAULTS) {
            Iterator<String> oldest = faults.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private LiveFault changed(LiveFault fault, String event, JsonNode entry) {
        long atMs = entry.path("atMs").asLong(0);
        boolean proven = entry.path("proven").asBoolean(false);
        return switch (event) {
            case "active" -> fault.active(atMs, proven, ++changes);
            case "healing" -> fault.healing(++changes);
            case "healed" -> fault.healed(atMs, proven, ++changes);
            case "broken" -> fault.healed(atMs, false, ++changes);
            // Of a later program.
            default -> fault;
        };
    }

    /** The number of the newest change. */
    long changes() {
        return changes;
    }

    /** How many faults there were. */
    long count() {
        return count;
    }

    /** The faults that have changed since the change of this number, oldest first. */
    List<LiveFault> since(long change) {
        return faults.values().stream().filter(fault -> fault.change() > change).toList();
    }
}
