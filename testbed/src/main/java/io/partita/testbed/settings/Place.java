package io.partita.testbed.settings;

/**
 * Where a component runs, and with whom.
 *
 * @param hostname its node's name
 * @param zookeeper the ensemble, {@code host:port} separated by commas
 * @param quorum how many masters must have a registry write
 */
public record Place(String hostname, String zookeeper, int quorum) {

    /** The ZooKeeper path below which masters contend. */
    public static final String MESOS_PATH = "/mesos";

    /** The ZooKeeper path below which Marathons contend and keep their state. */
    public static final String MARATHON_PATH = "/marathon";

    /** The ensemble and a path, as Mesos and Marathon write it. */
    public String zkUrl(String path) {
        return "zk://" + zookeeper + path;
    }
}
