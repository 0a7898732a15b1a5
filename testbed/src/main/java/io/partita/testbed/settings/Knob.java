package io.partita.testbed.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be set. Kinds and the defaults of each profile are in {@code knobs.tsv}, which has one line for each of these. */
public enum Knob {
    /** ZooKeeper session timeout of masters and agents. */
    ZK_SESSION,
    /** T: the master pings an agent once every T. */
    PING_TIMEOUT,
    /** N: an agent that missed N pings in a row is removed. */
    PING_MAX,
    /** How long agents may take to come back after a failover of the master (Mesos allows no less than 10m). */
    REREGISTER_TIMEOUT,
    /** How many agents may be removed in which time, such as 1/20m; none: no limit. */
    REMOVAL_RATE,
    /** The new leader exits if more of the registered agents than this stay away. */
    REMOVAL_LIMIT,
    /** Time between two rounds of offers. */
    ALLOCATION_INTERVAL,
    /** An offer not answered for so long is rescinded. */
    OFFER_TIMEOUT,
    /** How long declined resources are not offered again, unless the framework asks otherwise. */
    REFUSE_SECONDS,
    /** A new leader that cannot read the registry from a quorum of masters for so long aborts. */
    REGISTRY_FETCH_TIMEOUT,
    /** A leader that cannot write the registry to a quorum of masters for so long aborts. */
    REGISTRY_STORE_TIMEOUT,
    /** Shortest pause before a request to the other replicas is repeated; the longest is twice that. */
    REGISTRY_RETRY,
    /** An agent repeats a status update that was not acknowledged after so long, then after twice that, and so on. */
    UPDATE_RETRY_MIN,
    /** Longest pause between two repetitions of a status update. */
    UPDATE_RETRY_MAX,
    /** An agent registers after a random time of at most this, doubled with every attempt. */
    REGISTRATION_BACKOFF,
    /** Longest such random time. */
    REGISTRATION_BACKOFF_MAX,
    /** An executor that has not registered with its agent after so long is killed. */
    EXECUTOR_REGISTER,
    /** How long a restarted agent waits for its executors. */
    EXECUTOR_REREGISTER,
    /** Time between SIGTERM and SIGKILL for a task. */
    EXECUTOR_GRACE,
    /** How often an executor looks whether its task has ended. */
    EXECUTOR_REAP,
    /** Executors without an agent for so long end their tasks and themselves. */
    RECOVERY_TIMEOUT,
    /** Posix: processes that left the task's tree survive it; contained: all processes of a task end with it. */
    CONTAINMENT,
    /** How often the master sends a heartbeat to frameworks that asked for it. */
    MESOS_HEARTBEAT,
    /** Marathon's framework is removed when it has been disconnected for so long. */
    FAILOVER_TIMEOUT,
    /** Marathon's ZooKeeper session timeout. */
    MARATHON_ZK_SESSION,
    /** A task that has not begun to run after so long is killed and replaced. */
    MARATHON_LAUNCH_TIMEOUT,
    /** First reconciliation after an election. */
    MARATHON_RECONCILE_DELAY,
    /** Time between two reconciliations. */
    MARATHON_RECONCILE_INTERVAL,
    /** First comparison of wanted and known instances after an election. */
    MARATHON_SCALE_DELAY,
    /** Time between two such comparisons. */
    MARATHON_SCALE_INTERVAL,
    /** Default of an app's backoffSeconds. */
    MARATHON_BACKOFF_SECONDS,
    /** Default of an app's backoffFactor. */
    MARATHON_BACKOFF_FACTOR,
    /** Default of an app's maxLaunchDelaySeconds. */
    MARATHON_BACKOFF_MAX,
    /** Heartbeats expected from the master; none: not watched. */
    MARATHON_HEARTBEAT_INTERVAL,
    /** So many missed heartbeats in a row end the connection to the master. */
    MARATHON_HEARTBEAT_FAILURES,
    /** Shortest time between two requests for offers that were declined before. */
    MARATHON_REVIVE_INTERVAL,
    /** How long Marathon does not want to see an offer again that it had no use for. */
    MARATHON_DECLINE_DURATION,
    /** Tasks launched on one offer. */
    MARATHON_TASKS_PER_OFFER,
    /** A kill request that had no effect is repeated after so long. */
    MARATHON_KILL_RETRY,
    /** Default of unreachableStrategy.inactiveAfterSeconds. */
    MARATHON_UNREACHABLE_INACTIVE,
    /** Default of unreachableStrategy.expungeAfterSeconds. */
    MARATHON_UNREACHABLE_EXPUNGE,
    /** First look for unreachable instances to expunge after an election. */
    MARATHON_EXPUNGE_DELAY,
    /** Time between two such looks. */
    MARATHON_EXPUNGE_INTERVAL,
    /** How long a standby waits to learn who leads before it answers with an error. */
    MARATHON_LEADER_WAIT,
    /** Limit for connecting to the leader on behalf of a client. */
    MARATHON_PROXY_CONNECT,
    /** Limit for the leader's answer to a request on behalf of a client. */
    MARATHON_PROXY_READ,
    /** Limit for what a newly elected Marathon does before it serves. */
    MARATHON_PREPARE_TIMEOUT,
    /** Pause before a Marathon that lost or gave up leadership offers itself again, where it does not exit. */
    MARATHON_ABDICATE_BACKOFF,
    /** How often the discovery server reads the leading master's state. */
    DISCOVERY_REFRESH,
    /** Time to live in the discovery server's answers. */
    DISCOVERY_TTL,
    /** A master that exited is started again after so long; none: never. */
    SUPERVISE_MASTER,
    /** An agent that exited is started again after so long; none: never. */
    SUPERVISE_AGENT,
    /** A Marathon that exited is started again after so long; none: never. */
    SUPERVISE_MARATHON,
    /** A discovery server that exited is started again after so long; none: never. */
    SUPERVISE_DISCOVERY;

    /** The knob called {@code key} in a configuration, such as {@code ping.timeout}. */
    public static Optional<Knob> named(String key) {
        return Arrays.stream(values()).filter(knob -> knob.key().equals(key)).findFirst();
    }

    /** Its name in a configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
