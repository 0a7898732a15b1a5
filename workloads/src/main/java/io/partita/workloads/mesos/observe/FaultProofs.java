package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Finds what the nemesis recorded as proof of its faults. */
final class FaultProofs {

    private FaultProofs() {}

    /** The last proof of each fault that {@code wanted} accepts, by the fault's id. */
    static Map<String, Map<String, Object>> byFault(History history, Predicate<Map<String, Object>> wanted) {
        Map<String, Map<String, Object>> proofs = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0) {
                Map<String, Object> value = Json.object(history.value(i));
                Map<String, Object> proof = Json.object(value, "proof");
                String id = Json.text(value, "id");
                if (id != null && wanted.test(proof)) {
                    proofs.put(id, proof);
                }
            }
        }
        return proofs;
    }
}
