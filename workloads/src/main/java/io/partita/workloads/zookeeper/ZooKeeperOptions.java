package io.partita.workloads.zookeeper;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import io.partita.workloads.Workload.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

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

    /** Reads the shared options; what is wrong with them is added to {@code reader}. */
    static ZooKeeperOptions read(OptionReader reader) {
        return new ZooKeeperOptions(reader.millis(OPERATION_TIMEOUT), reader.millis(SESSION_TIMEOUT));
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
}
