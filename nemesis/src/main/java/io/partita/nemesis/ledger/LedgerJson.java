package io.partita.nemesis.ledger;

import io.partita.nemesis.fault.Inverse;
import io.partita.provisioning.remote.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a ledger as JSON. */
final class LedgerJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private LedgerJson() {}

    static String write(Map<String, Object> line) {
        return MAPPER.writeValueAsString(line);
    }

    static JsonNode read(String line) {
        return MAPPER.readTree(line);
    }

    static Map<String, Object> intent(Injection injection, long atMs) {
        var line = new LinkedHashMap<String, Object>();
        line.put("event", "intent");
        line.put("id", injection.id());
        line.put("atMs", atMs);
        line.put("fault", injection.fault());
        line.put("description", injection.description());
        line.put("nodes", injection.nodes());
        line.put("timer", injection.timer());
        line.put(
                "inverses",
                injection.inverses().stream().map(LedgerJson::inverse).toList());
        return line;
    }

    static Injection injection(JsonNode line) {
        var inverses = new ArrayList<Inverse>();
        for (JsonNode inverse : line.required("inverses")) {
            inverses.add(new Inverse(
                    inverse.required("node").stringValue(),
                    inverse.has("place")
                            ? Inverse.Place.valueOf(inverse.required("place").stringValue())
                            : Inverse.Place.NODE,
                    command(inverse.required("undo")),
                    command(inverse.required("check")),
                    strings(inverse.required("objects"))));
        }
        return new Injection(
                line.required("id").stringValue(),
                line.required("fault").stringValue(),
                line.required("description").stringValue(),
                line.required("timer").stringValue(),
                inverses);
    }

    private static Map<String, Object> inverse(Inverse inverse) {
        var json = new LinkedHashMap<String, Object>();
        json.put("node", inverse.node());
        json.put("place", inverse.place().name());
        json.put("objects", inverse.objects());
        json.put("undo", command(inverse.undo()));
        json.put("check", command(inverse.check()));
        return json;
    }

    private static Map<String, Object> command(Command command) {
        var json = new LinkedHashMap<String, Object>();
        json.put("argv", command.argv());
        json.put("stdin", new String(command.stdin(), StandardCharsets.UTF_8));
        json.put("deadlineMs", command.deadline().toMillis());
        return json;
    }

    private static Command command(JsonNode json) {
        return new Command(
                strings(json.required("argv")),
                json.required("stdin").stringValue().getBytes(StandardCharsets.UTF_8),
                Duration.ofMillis(json.required("deadlineMs").longValue()),
                true);
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        array.forEach(element -> strings.add(element.stringValue()));
        return strings;
    }
}
