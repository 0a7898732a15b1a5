package io.partita.workloads.mesos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An app as it is given to Marathon. Immutable.
 *
 * @param id such as {@code /web}
 * @param command what each instance runs
 * @param instances how many
 * @param more further fields of the definition, as JSON values
 */
public record AppSpec(String id, String command, int instances, Map<String, Object> more) {

    /** Small, so that many instances fit on an agent: nothing enforces it. */
    private static final double CPUS = 0.1;

    private static final int MEMORY_MIB = 16;

    public AppSpec {
        Objects.requireNonNull(command, "command is null");
        if (!id.matches("/[a-z0-9-]+")) {
            throw new IllegalArgumentException("an app's id is a slash and lower-case letters, not " + id);
        }
        if (instances < 0) {
            throw new IllegalArgumentException(id + ": " + instances + " instances");
        }
        more = Map.copyOf(more);
    }

    /** An app whose instances run {@code command}, each with one port that the agent chooses. */
    public static AppSpec of(String id, String command, int instances) {
        return new AppSpec(id, command, instances, Map.of("portDefinitions", List.of(Map.of("port", 0L))));
    }

    /** This with one more field. */
    public AppSpec with(String field, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put(field, value);
        return new AppSpec(id, command, instances, all);
    }

    /** This with a pause of {@code first} after a failure, longer by {@code factor} each time. */
    public AppSpec withBackoff(Duration first, double factor) {
        return with("backoffSeconds", first.toSeconds()).with("backoffFactor", factor);
    }

    /** The definition, as JSON values. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("cmd", command);
        json.put("instances", (long) instances);
        json.put("cpus", CPUS);
        json.put("mem", (long) MEMORY_MIB);
        json.putAll(more);
        return json;
    }
}
