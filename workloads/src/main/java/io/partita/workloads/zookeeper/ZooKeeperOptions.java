package io.partita.workloads.zookeeper;

import io.partita.workloads.Workload.Option;
import io.partita.workloads.Workload.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options that all ZooKeeper workloads share, read from a run's settings. Immutable.
 *
 * @param operationLimit how long a client waits for one operation, its connection included
 * @param sessionTimeout session timeout that clients ask for
 */
record ZooKeeperOptions(Duration operationLimit, Duration sessionTimeout) {

    static final Option OPERATION_TIMEOUT = new Option(
            "operation-timeout-ms",
            "2000",
            List.of(),
            "how long a client waits for one operation, its connection included, ms from 1");
    static final Option SESSION_TIMEOUT =
            new Option("session-timeout-ms", "6000", List.of(), "session timeout that clients ask for, ms from 1");

    static final List<Option> ALL = List.of(OPERATION_TIMEOUT, SESSION_TIMEOUT);

    /** Reads the shared options; what is wrong with them is added to {@code numbers}. */
    static ZooKeeperOptions read(Numbers numbers) {
        return new ZooKeeperOptions(
                Duration.ofMillis(numbers.atLeastOne(OPERATION_TIMEOUT)),
                Duration.ofMillis(numbers.atLeastOne(SESSION_TIMEOUT)));
    }

    /** A session with the server on {@code node}. */
    Session open(Settings settings, String node) throws IOException {
        InetSocketAddress server = address(settings, node);
        return new Session(server.getHostString() + ":" + server.getPort(), sessionTimeout);
    }

    /**
     * Where the server on {@code node} serves clients.
     *
     * @throws IllegalStateException if the run's settings do not say
     */
    static InetSocketAddress address(Settings settings, String node) {
        String host = settings.addresses().get(node);
        if (host == null) {
            throw new IllegalStateException("no address of " + node + " is known");
        }
        int port = settings.clientPort()
                .orElseThrow(
                        () -> new IllegalStateException("the system does not say at which port it serves clients"));
        return new InetSocketAddress(host, port);
    }

    /** Reads whole numbers from options and collects everything that is wrong with them. */
    static final class Numbers {

        private final Map<String, String> options;
        private final List<String> problems = new ArrayList<>();

        Numbers(Map<String, String> options) {
            this.options = options;
        }

        /** The value of {@code option}, 1 or more; its default when that cannot be read. */
        int atLeastOne(Option option) {
            String value = options.getOrDefault(option.key(), option.defaultValue());
            try {
                int number = Integer.parseInt(value);
                if (number >= 1) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Falls through to the one message that covers every wrong form.
            }
            problems.add(option.key() + " must be a whole number from 1, not \"" + value + "\"");
            return Integer.parseInt(option.defaultValue());
        }

        /**
         * Ends the reading.
         *
         * @throws IllegalArgumentException naming every problem, if there were any
         */
        void refuseProblems() {
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
        }
    }
}
