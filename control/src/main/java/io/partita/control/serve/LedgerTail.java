package io.partita.control.serve;

import java.util.ArrayList;
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
 * healing}, and in the end {@code healed} or, if that was not proven, {@code broken}.
 */
final class LedgerTail implements LineTail.Sink {

    private final Map<String, Map<String, Object>> faults = new LinkedHashMap<>();

    @Override
    public void line(byte[] buffer, int from, int length) {
        JsonNode entry;
        try {
            entry = JsonMapper.shared().readTree(buffer, from, length);
        } catch (JacksonException e) {
            return;
        }
        String id = entry.path("id").asString("");
        boolean proven = entry.path("proven").asBoolean(false);
        switch (entry.path("event").asString("")) {
            case "intent" -> {
                Map<String, Object> fault = new LinkedHashMap<>();
                fault.put("id", id);
                fault.put("name", entry.path("fault").asString(""));
                fault.put("description", entry.path("description").asString(""));
                fault.put("fromMs", entry.path("atMs").asLong(0));
                fault.put("toMs", -1L);
                fault.put("state", "injecting");
                faults.put(id, fault);
            }
            case "active" -> set(id, "state", proven ? "active" : "unproven");
            case "healing" -> set(id, "state", "healing");
            case "healed" -> {
                set(id, "state", proven ? "healed" : "broken");
                set(id, "toMs", entry.path("atMs").asLong(0));
            }
            default -> {
                // Of a later program.
            }
        }
    }

    private void set(String id, String name, Object value) {
        Map<String, Object> fault = faults.get(id);
        if (fault != null) {
            fault.put(name, value);
        }
    }

    /** All faults so far, oldest first: id, name, description, fromMs, toMs (-1: not yet), state. */
    List<Map<String, Object>> faults() {
        return new ArrayList<>(faults.values());
    }
}
