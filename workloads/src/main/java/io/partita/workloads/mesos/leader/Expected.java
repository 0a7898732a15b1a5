package io.partita.workloads.mesos.leader;

import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the cluster of a run is, and what its settings promise. Immutable; fixed before the run, so that every checker is a
 * function of the history.
 *
 * @param profile whose documented behaviour is expected
 * @param nodes the nodes of every role, in order
 * @param masterOverlap for how long two masters may take themselves for the leader
 * @param marathonOverlap likewise two Marathons
 * @param masterLeads within which a master leads again
 * @param marathonLeads within which a Marathon does
 * @param masterServes within which a standby master leads the way to the leader again
 * @param marathonServes within which a Marathon does
 * @param settled how long after a fault its servers may still be away
 * @param observation longest time from the beginning of an observation to the end of the next
 * @param app the id of the app that is there all the time
 */
record Expected(
        Profile profile,
        Map<Role, List<String>> nodes,
        Duration masterOverlap,
        Duration marathonOverlap,
        Duration masterLeads,
        Duration marathonLeads,
        Duration masterServes,
        Duration marathonServes,
        Duration settled,
        Duration observation,
        String app) {

    static Expected of(Site site, LeaderOptions options, String app) {
        MesosBounds bounds = site.bounds();
        return new Expected(
                site.profile(),
                Map.of(
                        Role.ZOOKEEPER, site.on(Role.ZOOKEEPER),
                        Role.MASTER, site.on(Role.MASTER),
                        Role.MARATHON, site.on(Role.MARATHON)),
                bounds.masterOverlap(),
                bounds.marathonOverlap(),
                bounds.masterLeaderBound(),
                bounds.marathonLeaderBound(),
                bounds.masterServesBound(),
                bounds.marathonServesBound(),
                bounds.stepDownBound().plus(bounds.masterLeaderBound()),
                options.pace().plus(options.answerLimit()).multipliedBy(2),
                app);
    }

    List<String> on(Role role) {
        return nodes.getOrDefault(role, List.of());
    }

    /** Whether standby masters redirect to the leader, or say that there is none; else they show their own, empty view. */
    boolean standbysRedirect() {
        return profile.isAtLeast(Profile.LEGACY1);
    }

    /** Whether the release keeps a maintenance schedule. */
    boolean hasMaintenance() {
        return profile.isAtLeast(Profile.LEGACY1);
    }

    /** Whether agents that are lost stay in the registry. */
    boolean remembersLostAgents() {
        return profile.isAtLeast(Profile.PA);
    }

    /**
     * Whether a Marathon's claim to lead is given up in time, and its lists are never empty because nobody leads: the oldest
     * releases promise neither.
     */
    boolean marathonsGiveUp() {
        return profile.isAtLeast(Profile.LEGACY1);
    }
}
