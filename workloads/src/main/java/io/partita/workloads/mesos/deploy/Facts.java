package io.partita.workloads.mesos.deploy;

import io.partita.provisioning.system.mesos.MesosBounds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the checkers know besides the history. Immutable.
 *
 * @param apps the apps that are upgraded and scaled
 * @param masters the nodes that have a master
 * @param agents the nodes that have an agent
 * @param bounds how long things may take
 * @param observationInterval the longest time from the beginning of one observation of a kind to the end of the next
 * @param youngestFirst whether the release promises to end the youngest tasks first when an app is scaled down
 */
record Facts(
        List<RollingApp> apps,
        List<String> masters,
        List<String> agents,
        MesosBounds bounds,
        Duration observationInterval,
        boolean youngestFirst) {

    Facts {
        apps = List.copyOf(apps);
        masters = List.copyOf(masters);
        agents = List.copyOf(agents);
        Objects.requireNonNull(bounds, "bounds is null");
        Objects.requireNonNull(observationInterval, "observationInterval is null");
    }

    /** How long a deployment of {@code app} may take, however many instances it has. */
    Duration deploymentBound(RollingApp app) {
        int rounds = 1;
        for (int wanted = app.fewest(); wanted <= app.greatest(); wanted++) {
            rounds = Math.max(rounds, app.rounds(wanted));
        }
        return bounds.deploymentBound(rounds);
    }

    /** How long the apps may take from the end of the load on until they have exactly what they are to have. */
    Duration convergenceBound() {
        return apps.stream().map(this::deploymentBound).reduce(bounds.convergenceBound(), (longest, next) -> {
            Duration both = bounds.convergenceBound().plus(next);
            return both.compareTo(longest) > 0 ? both : longest;
        });
    }
}
