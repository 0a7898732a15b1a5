package io.partita.nemesis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What became of one injection and its healing, with the proofs. Immutable; goes into the history, {@code results.json}
 * and the report.
 *
 * @param id unique in the run, such as {@code f3}
 * @param name the fault's name, such as {@code partition-majorities}
 * @param targets the nodes concerned
 * @param description what was done, in words: "n1,n2 | n3,n4,n5"
 * @param injectedAtMs when the injection began, in ms since the load began
 * @param activeAtMs when it was proven active, or -1
 * @param healedAtMs when it was proven healed, or -1
 * @param provenActive whether measurements on the nodes showed it active
 * @param provenHealed whether measurements on the nodes showed it gone
 * @param activeProof the measurements, JSON values
 * @param healedProof the measurements, JSON values
 * @param error what went wrong, or {@code null}
 */
public record FaultRecord(
        String id,
        String name,
        List<String> targets,
        String description,
        long injectedAtMs,
        long activeAtMs,
        long healedAtMs,
        boolean provenActive,
        boolean provenHealed,
        Map<String, Object> activeProof,
        Map<String, Object> healedProof,
        String error) {

    public FaultRecord {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
        targets = List.copyOf(targets);
        activeProof = Collections.unmodifiableMap(new LinkedHashMap<>(activeProof));
        healedProof = Collections.unmodifiableMap(new LinkedHashMap<>(healedProof));
    }
}
