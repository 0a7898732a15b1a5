package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.system.Daemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * How ZooKeeper is installed and timed. Immutable.
 *
 * @param version the release, one of those whose artifacts are listed in our tree
 * @param heapMb Java heap of a server in mebibytes
 * @param tickTime ZooKeeper's unit of time in milliseconds; sessions live between 2 and 20 ticks
 * @param initLimit ticks that a follower may take to connect and catch up with the leader
 * @param syncLimit ticks that a follower may lag behind the leader, and that a leader holds on without its quorum
 * @param notificationLimit longest pause in milliseconds between two calls for an election; ZooKeeper's own default of a
 *     minute makes recovery after a long partition wait for the next call
 * @param connectLimit milliseconds that a server waits for a connection to another one's election port
 * @param clientPort TCP port for clients; 2888 and 3888 are used between servers
 * @param directory where everything of the server lies on a node
 */
public record ZooKeeperSettings(
        String version,
        int heapMb,
        int tickTime,
        int initLimit,
        int syncLimit,
        int notificationLimit,
        int connectLimit,
        int clientPort,
        String directory) {

    /** The port that followers connect to at the leader. */
    public static final int QUORUM_PORT = 2888;

    /** The port for leader election. */
    public static final int ELECTION_PORT = 3888;

    /** What is used when nothing else is asked for. */
    public static final ZooKeeperSettings DEFAULT =
            new ZooKeeperSettings("3.9.5", 128, 1000, 10, 5, 2000, 2000, 2181, "/opt/partita/zookeeper");

    public ZooKeeperSettings {
        Objects.requireNonNull(version, "version is null");
        List<String> problems = new ArrayList<>();
        positive(problems, "heapMb", heapMb);
        positive(problems, "tickTime", tickTime);
        positive(problems, "initLimit", initLimit);
        positive(problems, "syncLimit", syncLimit);
        positive(problems, "notificationLimit", notificationLimit);
        positive(problems, "connectLimit", connectLimit);
        check(problems, "clientPort", clientPort, n -> n > 0 && n < 65536, "in 1..65535");
        check(
                problems,
                "clientPort",
                clientPort,
                n -> n != QUORUM_PORT && n != ELECTION_PORT,
                "other than 2888 and 3888");
        if (!Daemon.isDirectory(directory)) {
            problems.add("directory must be an absolute path of at least two levels without special characters, not \""
                    + directory + "\"");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("zookeeper: " + String.join("; ", problems));
        }
    }

    /**
     * {@link #DEFAULT} with {@code options} in place: the names of this record's components.
     *
     * @throws IllegalArgumentException if any option is unknown or wrong; the message names all of them
     */
    public static ZooKeeperSettings parse(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>(DEFAULT.toOptions());
        options.forEach((key, value) -> {
            if (values.replace(key, value) == null) {
                problems.add("unknown option \"" + key + "\": expected one of "
                        + String.join(", ", DEFAULT.toOptions().keySet()));
            }
        });
        Map<String, Integer> numbers = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (!key.equals("version") && !key.equals("directory")) {
                try {
                    numbers.put(key, Integer.parseInt(value));
                } catch (NumberFormatException e) {
                    problems.add(key + " must be a whole number, not \"" + value + "\"");
                    numbers.put(key, Integer.parseInt(DEFAULT.toOptions().get(key)));
                }
            }
        });
        try {
            var settings = new ZooKeeperSettings(
                    values.get("version"),
                    numbers.get("heapMb"),
                    numbers.get("tickTime"),
                    numbers.get("initLimit"),
                    numbers.get("syncLimit"),
                    numbers.get("notificationLimit"),
                    numbers.get("connectLimit"),
                    numbers.get("clientPort"),
                    values.get("directory"));
            if (problems.isEmpty()) {
                return settings;
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage().replaceFirst("^zookeeper: ", ""));
        }
        throw new IllegalArgumentException("zookeeper: " + String.join("; ", problems));
    }

    /** The same settings with everything of the server in another directory. */
    public ZooKeeperSettings in(String otherDirectory) {
        return new ZooKeeperSettings(
                version,
                heapMb,
                tickTime,
                initLimit,
                syncLimit,
                notificationLimit,
                connectLimit,
                clientPort,
                otherDirectory);
    }

    /** The settings by name, as {@link #parse} reads them. */
    public Map<String, String> toOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("version", version);
        options.put("heapMb", String.valueOf(heapMb));
        options.put("tickTime", String.valueOf(tickTime));
        options.put("initLimit", String.valueOf(initLimit));
        options.put("syncLimit", String.valueOf(syncLimit));
        options.put("notificationLimit", String.valueOf(notificationLimit));
        options.put("connectLimit", String.valueOf(connectLimit));
        options.put("clientPort", String.valueOf(clientPort));
        options.put("directory", directory);
        return options;
    }

    /**
     * How long an ensemble with these settings may take to serve all clients again once every fault is healed: the old
     * leader and its followers notice that they have lost each other ({@code syncLimit} ticks and one), everybody who
     * looks for a leader calls again ({@code notificationLimit}) over fresh connections ({@code connectLimit}), votes
     * settle (one tick), followers catch up ({@code initLimit} ticks), and clients that lost their connection find the
     * server (two ticks).
     */
    public Duration recoveryBound() {
        return Duration.ofMillis((long) tickTime * (syncLimit + initLimit + 4) + notificationLimit + connectLimit);
    }

    private static void positive(List<String> problems, String name, int value) {
        check(problems, name, value, n -> n > 0, "positive");
    }

    private static void check(List<String> problems, String name, int value, IntPredicate valid, String what) {
        if (!valid.test(value)) {
            problems.add(name + " must be " + what + ", not " + value);
        }
    }
}
