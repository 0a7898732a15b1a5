package io.partita.workloads.mesos.discovery;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a history of {@link DiscoveryWorkload} must show before a good verdict means something. */
final class DiscoveryEvidence {

    private DiscoveryEvidence() {}

    /** What is missing, in words. */
    static Optional<String> missing(History history, Facts facts) {
        List<String> lacks = new ArrayList<>();
        List<FaultWindow> faults = FaultWindow.proven(history);
        List<Sample<Listing>> listings = Listing.all(history);
        for (Role role : facts.roles()) {
            List<Sample<Listing>> own = listings.stream()
                    .filter(listing -> listing.value().source().role() == role)
                    .toList();
            if (own.isEmpty()) {
                lacks.add("no " + Source.kind(role) + " gave a good answer");
            }
        }
        boolean asked = false;
        boolean killed = false;
        for (int i = 0; i < history.size(); i++) {
            boolean ended = history.type(i) != OpType.INVOKE;
            int index = i;
            killed |= history.type(i) == OpType.OK && history.f(i).equals(TaskKills.KILL);
            asked |= ended
                    && history.f(i).equals(DiscoveryClient.ASK)
                    && faults.stream().anyMatch(fault -> fault.certainAt(index));
        }
        if (!killed) {
            lacks.add("no task was killed");
        }
        if (!faults.isEmpty() && !asked) {
            lacks.add("nobody was asked while a fault was active");
        }
        if (!new Truth(history, facts).isComplete()) {
            lacks.add("what tasks wrote was not read from every agent's node");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }
}
