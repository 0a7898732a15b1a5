package io.partita.workloads.mesos.restart;

import io.partita.checker.history.History;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.observe.ControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the checkers know besides the history. Immutable.
 *
 * @param apps the apps whose tasks must live
 * @param masters the nodes that have a master
 * @param agents the nodes that have an agent
 * @param bounds how long things may take
 * @param observationInterval the longest time from the beginning of one look at the nodes to the end of the next
 * @param contained whether all processes of a task must end with it
 */
record Facts(
        List<AppSpec> apps,
        List<String> masters,
        List<String> agents,
        MesosBounds bounds,
        Duration observationInterval,
        boolean contained) {

    Facts {
        apps = List.copyOf(apps);
        masters = List.copyOf(masters);
        agents = List.copyOf(agents);
        Objects.requireNonNull(bounds, "bounds is null");
        Objects.requireNonNull(observationInterval, "observationInterval is null");
    }

    ControlPlane controlPlane(History history) {
        return ControlPlane.of(history, masters, agents, bounds.settleBound());
    }
}
