package io.partita.workloads.mesos.agents;

import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the documentation promises of agents, with the settings of one run: all that a judgement needs besides the history.
 * Immutable.
 *
 * @param profile the generation whose behaviour is expected
 * @param agents the nodes that have an agent
 * @param pingInterval T: how often an agent is pinged
 * @param lostAfter N·T: an agent that does not answer is not lost sooner
 * @param lostBy (N+1)·T: it is lost by then
 * @param processing what everything that no setting times may take together
 * @param reregistration how long a new leader waits for agents that it has not heard of
 * @param removalSpacing the shortest time between two removals; empty if there is no limit
 * @param returnBound how long an agent may take to be back once its fault is healed
 * @param settleBound how long what runs may differ from what is listed once everything serves
 * @param contained whether all processes of a task end with it
 * @param instances how many instances each app is to have, by id
 */
record Promises(
        Profile profile,
        List<String> agents,
        Duration pingInterval,
        Duration lostAfter,
        Duration lostBy,
        Duration processing,
        Duration reregistration,
        Optional<Duration> removalSpacing,
        Duration returnBound,
        Duration settleBound,
        boolean contained,
        Map<String, Integer> instances) {

    Promises {
        Objects.requireNonNull(profile, "profile is null");
        agents = List.copyOf(agents);
        instances = Map.copyOf(instances);
    }

    /** What {@code site} promises of {@code apps}. */
    static Promises of(Site site, AgentApps apps) {
        MesosBounds bounds = site.bounds();
        MesosBounds.Window loss = bounds.agentLossWindow();
        return new Promises(
                site.profile(),
                site.on(Role.AGENT),
                bounds.pingInterval(),
                loss.earliest(),
                loss.latest(),
                MesosBounds.PROCESSING,
                bounds.reregistration(),
                bounds.removalSpacing(),
                bounds.recoveryBound(),
                bounds.convergenceBound(),
                apps.contained(),
                apps.instances());
    }

    /** Whether an agent that was lost may come back as the agent that it was, and its tasks with it. */
    boolean agentsReturn() {
        return profile.isAtLeast(Profile.PA);
    }

    /** Whether tasks of {@code app} are neither replaced nor killed when their agent is lost. */
    boolean keeps(String app) {
        return agentsReturn() && app.equals(AgentApps.KEEPER);
    }

    /** Whether tasks of {@code app} end by themselves all the time. */
    boolean endsByItself(String app) {
        return app.equals(AgentApps.FORKER);
    }
}
