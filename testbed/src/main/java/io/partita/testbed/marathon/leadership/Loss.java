package io.partita.testbed.marathon.leadership;

/** Why a Marathon cannot go on as it was. */
public enum Loss {
    /** The connection to ZooKeeper is gone; the session may still live. */
    ZOOKEEPER_DISCONNECTED,
    /** The ZooKeeper session is over, and the leadership with it. */
    SESSION_EXPIRED,
    /** Another one leads. */
    DEPOSED,
    /** The Mesos master is gone or another. */
    MASTER_LOST,
    /** The Mesos master refused or removed the framework. */
    REFUSED,
    /** Somebody asked for it. */
    ABDICATED,
    /** What is stored could not be read in time. */
    PREPARATION_FAILED,
    /** There are instances, but no framework id: whose they are is unknown. */
    FRAMEWORK_ID_MISSING,
    /** There was no ZooKeeper to begin with. */
    NO_ZOOKEEPER
}
