package io.partita.nemesis.proof;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was measured on the nodes, and whether it shows what was to be shown. Immutable.
 *
 * @param holds whether it is shown
 * @param missing what contradicts it or was not seen, in words; empty when it holds
 * @param data the measurements as JSON values (maps, lists, strings, numbers, booleans), by name in alphabetical order:
 *     the same measurements are the same text in every history
 */
public record Proof(boolean holds, String missing, Map<String, Object> data) {

    public Proof {
        Objects.requireNonNull(missing, "missing is null");
        if (holds != missing.isEmpty()) {
            throw new IllegalArgumentException("a proof holds exactly when nothing is missing; missing: " + missing);
        }
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }

    /** A proof that holds if {@code missing} is empty. */
    public static Proof of(String missing, Map<String, Object> data) {
        return new Proof(missing.isEmpty(), missing, data);
    }

    /** The same proof with {@code more} among its data, which wins where both say something. */
    public Proof under(Map<String, Object> more) {
        var all = new LinkedHashMap<>(more);
        all.putAll(data);
        return new Proof(holds, missing, all);
    }

    /** The same proof with one more value. */
    public Proof with(String key, Object value) {
        var more = new LinkedHashMap<>(data);
        more.put(key, value);
        return new Proof(holds, missing, more);
    }
}
