package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Role;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the checkers know besides the history. Immutable.
 *
 * @param app the app whose instances are asked for
 * @param masters the nodes that have a master
 * @param agents the nodes that have an agent
 * @param sources who is asked
 * @param bounds how long things may take
 * @param observationInterval the longest time from the beginning of one question or look to the end of the next
 * @param standbysAnswer whether a Marathon that knows no leader may answer with an empty list, as releases before 0.9 do
 */
record Facts(
        String app,
        List<String> masters,
        List<String> agents,
        List<Source> sources,
        MesosBounds bounds,
        Duration observationInterval,
        boolean standbysAnswer) {

    Facts {
        Objects.requireNonNull(app, "app is null");
        masters = List.copyOf(masters);
        agents = List.copyOf(agents);
        sources = List.copyOf(sources);
        Objects.requireNonNull(bounds, "bounds is null");
        Objects.requireNonNull(observationInterval, "observationInterval is null");
    }

    /** From the start or the end of a task until sources of {@code role} know it, when nothing stands in the way. */
    Duration bound(Role role) {
        return role == Role.DISCOVERY ? bounds.discoveryBound() : bounds.updateBound();
    }

    /** The kinds of sources that there are. */
    List<Role> roles() {
        return sources.stream().map(Source::role).distinct().toList();
    }
}
