package io.partita.testbed.settings;

import java.util.EnumSet;
import java.util.Set;

/**
 * A misbehaviour that can be switched on by name. Every one is off by default and is a real change of what a component
 * does, so that whoever checks the testbed must be able to find it. The list with components is {@code bugs.tsv}.
 */
public enum Bug {
    /** A master goes on acting as leader after its ZooKeeper session is lost. */
    B01,
    /** On some nodes the highest, not the lowest, sequence number is taken for the leader's. */
    B02,
    /** A standby master answers with its old cached state as if it led. */
    B03,
    /** A standby master redirects to itself. */
    B04,
    /** A registry write is acknowledged without a majority of masters. */
    B05,
    /** The registry is forgotten at failover: the new leader knows no agents. */
    B06,
    /** A new leader removes agents at once instead of waiting for them. */
    B07,
    /** The count of missed pings is not reset by a pong. */
    B08,
    /** An agent is removed before N·T without a pong. */
    B09,
    /** An agent that was removed is silently admitted again, and its lost tasks run on unknown. */
    B10,
    /** An agent kills its tasks when it loses the master or ZooKeeper. */
    B11,
    /** An agent obeys a master that does not lead. */
    B12,
    /** A restarted agent forgets its tasks. */
    B13,
    /** A restarted agent takes any process with a checkpointed number for its own, also a stranger's. */
    B14,
    /** A terminal status update that gets lost is not sent again. */
    B15,
    /** A status update that comes twice counts twice. */
    B16,
    /** A finished task is reported running again. */
    B17,
    /** An offer is given to two frameworks, and a launch on a rescinded offer is accepted. */
    B18,
    /** Cpus and ports of an agent are given away more than once. */
    B19,
    /** Explicit reconciliation answers lost while agents are still coming back. */
    B20,
    /** Partition-aware states reach frameworks that did not ask for them, and partition-aware tasks are killed when their agent returns. */
    B21,
    /** A disconnected framework is removed at once. */
    B22,
    /** A standby Marathon registers a new framework when it is elected, because it remembers that there was none. */
    B23,
    /** A Marathon that lost ZooKeeper goes on scheduling. */
    B24,
    /** Marathon acknowledges a change of an app before it is stored. */
    B25,
    /** An older version of an app overwrites a newer one. */
    B26,
    /** Marathon's deployment lock is ignored. */
    B27,
    /** A deployment under way is not resumed after a failover of Marathon. */
    B28,
    /** Scaling starts one instance too many, and kills those of the wrong version first. */
    B29,
    /** Failing tasks are started again without a pause. */
    B30,
    /** A standby Marathon answers a write with an empty 200 when its leader does not answer. */
    B31,
    /** Marathon answers with an empty list of apps and tasks while there is no leader. */
    B32,
    /** A standby Marathon never contends again after it lost ZooKeeper. */
    B33,
    /** After a restart no master leads unless all masters reach each other. */
    B34,
    /** Children that a task left behind are killed in no mode and counted nowhere. */
    B35,
    /** Running tasks that Marathon does not know are never killed. */
    B36,
    /** An unreachable instance is replaced too early, and the surplus is never expunged. */
    B37,
    /** An agent on a machine that is down for maintenance registers and gets tasks. */
    B38,
    /** The limit to the rate of agent removals is ignored. */
    B39,
    /** The firewall command on the nodes reports success and changes nothing. */
    B40,
    /** The discovery server keeps records of tasks that are gone. */
    B41,
    /** A rolling upgrade goes below minimumHealthCapacity. */
    B42,
    /** Two instances of an app lost in the same instant are replaced by one until the next periodic comparison. */
    B43;

    /**
     * The bugs named in {@code text}, separated by commas or plus signs; none if it is blank.
     *
     * @throws IllegalArgumentException if one of the names is unknown
     */
    public static Set<Bug> parse(String text) {
        Set<Bug> bugs = EnumSet.noneOf(Bug.class);
        for (String name : text.split("[,+]")) {
            if (!name.isBlank()) {
                try {
                    bugs.add(valueOf(name.strip()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "no bug is called \"" + name.strip() + "\": expected B01 to "
                                    + values()[values().length - 1],
                            e);
                }
            }
        }
        return bugs;
    }
}
