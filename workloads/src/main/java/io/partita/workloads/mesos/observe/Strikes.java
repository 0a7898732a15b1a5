package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which processes of which nodes faults killed, stopped or restarted, read from the proofs in a history. Immutable.
 */
public final class Strikes {

    /** @param group the servers struck; {@code null} for everything of the system on these nodes, tasks included */
    private record Strike(Span span, String group, List<String> targets) {}

    private final List<Strike> strikes;

    private Strikes(List<Strike> strikes) {
        this.strikes = List.copyOf(strikes);
    }

    public static Strikes of(History history) {
        Map<String, Map<String, Object>> proofs = FaultProofs.byFault(history, proof -> proof.containsKey("blow"));
        List<Strike> strikes = new ArrayList<>();
        for (FaultWindow window : FaultWindow.of(history)) {
            Map<String, Object> proof = proofs.get(window.id());
            if (proof != null) {
                strikes.add(new Strike(window.possible(), Json.text(proof, "group"), window.targets()));
            }
        }
        return new Strikes(strikes);
    }

    /** When the servers of {@code group} on {@code node} may not have worked because they were struck. */
    public Spans of(String group, String node) {
        return Spans.of(strikes.stream()
                .filter(strike -> strike.group == null || Objects.equals(strike.group, group))
                .filter(strike -> strike.targets.contains(node))
                .map(Strike::span)
                .toList());
    }

    /** When everything of the system on {@code node} may have been struck, its tasks included. */
    public Spans ofEverything(String node) {
        return of(null, node);
    }
}
