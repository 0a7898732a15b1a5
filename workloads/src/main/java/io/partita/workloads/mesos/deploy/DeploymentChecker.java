package io.partita.workloads.mesos.deploy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether an app is part of one deployment at most: a change without force is refused while another deployment of
 * the app is under way. Two listed together are an offence only if the later one certainly came without force: a forced one
 * ends what is in its way, and both may be seen meanwhile. And it judges whether a deployment that is over had reached its
 * end, see {@link Reach}.
 */
final class DeploymentChecker implements Checker {

    private final Facts facts;

    DeploymentChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "deployments";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Scene scene = new Scene(history, facts);
        List<Anomaly> anomalies = new ArrayList<>(together(scene));
        for (RollingApp app : facts.apps()) {
            anomalies.addAll(new Reach(scene, app).find());
        }
        long accepted = scene.changes().stream().filter(Change::isAcknowledged).count();
        long lockedOut = scene.changes().stream().filter(Change::wasLockedOut).count();
        long forced = scene.changes().stream()
                .filter(change -> change.isAcknowledged() && change.force())
                .count();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("accepted", accepted);
        details.put("acceptedByForce", forced);
        details.put("refusedAsLocked", lockedOut);
        details.put(
                "unknown",
                scene.changes().stream()
                        .filter(change -> change.mayHaveHappened() && !change.isAcknowledged())
                        .count());
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                accepted + " deployments, " + forced + " of them by force, never two of one app at once; " + lockedOut
                        + " changes were refused because one was under way",
                List.of(),
                details);
    }

    private static List<Anomaly> together(Scene scene) {
        Map<String, Change> byDeployment = new HashMap<>();
        scene.changes().stream()
                .filter(change -> !change.deployment().isEmpty())
                .forEach(change -> byDeployment.put(change.deployment(), change));
        List<Anomaly> anomalies = new ArrayList<>();
        Set<Set<String>> accused = new HashSet<>();
        scene.listings()
                .forEach(listing -> listing.value().apps().forEach((id, app) -> {
                    List<Change> listed = app.deployments().stream()
                            .filter(byDeployment::containsKey)
                            .map(byDeployment::get)
                            .filter(change -> change.app().equals(id))
                            .sorted((one, other) -> one.begun().compareTo(other.begun()))
                            .toList();
                    for (int i = 1; i < listed.size(); i++) {
                        Change first = listed.get(i - 1);
                        Change second = listed.get(i);
                        if (offends(first, second) && accused.add(Set.of(first.deployment(), second.deployment()))) {
                            anomalies.add(new Anomaly(
                                    "two deployments were at work on app " + id + " at once, listed by the Marathon on "
                                            + listing.value().via() + " at " + listing.to() / 1_000_000 + " ms: "
                                            + told(first)
                                            + " and " + told(second)
                                            + ", which came without force and was not refused with 409",
                                    id,
                                    listing.index(),
                                    List.of((long) first.ended().index(), (long)
                                            second.ended().index()),
                                    Map.of("deployments", List.copyOf(app.deployments()))));
                        }
                    }
                }));
        return anomalies;
    }

    /** Whether the later of the two, whichever that is, certainly came without force. */
    private static boolean offends(Change first, Change second) {
        boolean inOrder = second.begun().index() > first.ended().index();
        return inOrder ? !second.force() : !first.force() && !second.force();
    }

    private static String told(Change change) {
        return change.words() + " (accepted at " + change.ended().time() / 1_000_000 + " ms, " + change.deployment()
                + ")";
    }
}
