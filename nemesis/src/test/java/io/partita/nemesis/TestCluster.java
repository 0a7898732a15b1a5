package io.partita.nemesis;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** Real nodes for one test class, with a name that no other test uses; gone when closed. */
public final class TestCluster implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final LxcCluster cluster;
    private final Nodes nodes;

    private TestCluster(LxcCluster cluster, Nodes nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** Brings {@code count} nodes up, or skips the test and says why this machine cannot. */
    public static TestCluster up(int count) {
        var missing = LxcSupport.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "no LXC nodes on this machine: " + missing);
        String name = "nemesis-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        LxcCluster cluster = LxcCluster.named(name, count);
        try {
            return new TestCluster(cluster, SshNodes.connect(cluster.up()));
        } catch (RuntimeException e) {
            cluster.down();
            throw e;
        }
    }

    public Nodes nodes() {
        return nodes;
    }

    public Inventory inventory() {
        return nodes.inventory();
    }

    /** What a shell on {@code node} prints. */
    public String sh(String node, String script) {
        return nodes.on(node).require(Command.script(script)).stdout().strip();
    }

    @Override
    public void close() {
        nodes.close();
        cluster.down();
    }
}
