package io.partita.workloads.zookeeper;

import io.partita.workloads.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;

/** Three real ZooKeeper servers in this JVM, each at a loopback address of its own, all at the same port. */
final class TestEnsemble implements AutoCloseable {

    private final Map<String, InstanceSpec> servers = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final TestingCluster cluster;
    private final int port = InstanceSpec.getRandomPort();

    TestEnsemble() throws Exception {
        List<InstanceSpec> specs = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            String address = "127.0.7." + i;
            var spec = new InstanceSpec(
                    null,
                    port,
                    InstanceSpec.getRandomPort(),
                    InstanceSpec.getRandomPort(),
                    true,
                    i,
                    500,
                    -1,
                    Map.of("4lw.commands.whitelist", "srvr"),
                    address);
            specs.add(spec);
            servers.put("n" + i, spec);
            addresses.put("n" + i, address);
        }
        cluster = new TestingCluster(specs);
        cluster.start();
    }

    /** Settings of a run on these servers. */
    Workload.Settings settings(int threads, double rate, Map<String, String> options) {
        return new Workload.Settings(
                threads,
                List.copyOf(servers.keySet()),
                addresses,
                OptionalInt.of(port),
                rate,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                42,
                options,
                Optional.empty());
    }

    void kill(String node) throws Exception {
        cluster.killServer(servers.get(node));
    }

    void restart(String node) throws Exception {
        cluster.restartServer(servers.get(node));
    }

    @Override
    public void close() throws IOException {
        cluster.close();
    }
}
