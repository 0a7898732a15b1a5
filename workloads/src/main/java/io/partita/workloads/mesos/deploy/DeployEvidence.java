package io.partita.workloads.mesos.deploy;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Moment;
import io.partita.workloads.mesos.deploy.Change.Kind;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a history of {@link DeployWorkload} must show before a good verdict means something. */
final class DeployEvidence {

    private DeployEvidence() {}

    /** What is missing, in words. */
    static Optional<String> missing(History history, Facts facts) {
        List<String> lacks = new ArrayList<>();
        Scene scene = new Scene(history, facts);
        List<Change> accepted =
                scene.changes().stream().filter(Change::isAcknowledged).toList();
        if (accepted.stream().noneMatch(change -> change.kind() == Kind.UPGRADE)) {
            lacks.add("no upgrade was accepted");
        }
        if (accepted.stream().noneMatch(change -> change.kind() == Kind.SCALE)) {
            lacks.add("no scaling was accepted");
        }
        if (scene.changes().stream().noneMatch(Change::wasLockedOut)) {
            lacks.add("no change came while a deployment was under way, to be refused");
        }
        List<FaultWindow> faults = FaultWindow.proven(history);
        if (!faults.isEmpty() && accepted.stream().noneMatch(change -> concerns(scene, change, faults))) {
            lacks.add("no deployment was under way while a fault was active");
        }
        if (scene.listings().stream().noneMatch(listing -> isFinal(scene, listing))) {
            lacks.add("nobody asked a settled leader for the apps after the last heal");
        }
        if (!scene.isComplete()) {
            lacks.add("what tasks wrote was not read from every node");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }

    private static boolean isFinal(Scene scene, Sample<Listing> listing) {
        return FinalPhase.of(scene.history())
                        .filter(phase -> listing.fromIndex() > phase.begun().index())
                        .isPresent()
                && scene.isAuthentic(listing);
    }

    /** Whether a deployment was listed after a fault was active, or accepted while it was. */
    private static boolean concerns(Scene scene, Change change, List<FaultWindow> faults) {
        Moment accepted = change.ended();
        int last = scene.listings().stream()
                .filter(listing -> listing.value().apps().values().stream()
                        .anyMatch(app -> app.deployments().contains(change.deployment())))
                .mapToInt(Sample::index)
                .max()
                .orElse(accepted.index());
        return faults.stream()
                .anyMatch(fault -> fault.active().index() < Math.max(last, accepted.index())
                        && accepted.index() < fault.ending().index());
    }
}
