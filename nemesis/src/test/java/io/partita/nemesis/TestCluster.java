package io.partita.nemesis;

import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Real nodes with a name that no other test uses: for all tests of a class when registered as its extension, else from
 * {@link #up} until closed.
 */
public final class TestCluster implements TestNodes, BeforeAllCallback, AfterAllCallback, AutoCloseable {

    /** For scripts on nodes: iptables of the packet filter in which our chain is. */
    public static final String OUR_IPTABLES =
            "$([ -e /proc/net/ip_tables_names ] && command -v iptables-legacy || echo iptables)";

    /** A script that prints the rules of all packet filters of a node. */
    public static final String SAVE_ALL = """
            for save in iptables-save ip6tables-save iptables-legacy-save ip6tables-legacy-save; do
              ! command -v $save >/dev/null || $save 2>/dev/null
            done
            """;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int count;
    private final boolean disks;
    private LxcCluster cluster;
    private Nodes nodes;

    private TestCluster(int count, boolean disks) {
        this.count = count;
        this.disks = disks;
    }

    /** A cluster of {@code count} nodes, not yet up. */
    public static TestCluster of(int count) {
        return new TestCluster(count, false);
    }

    /** The same with a disk of its own for each node. */
    public TestCluster withDisks() {
        return new TestCluster(count, true);
    }

    /** Brings the nodes up, or skips the test and says why this machine cannot. */
    public TestCluster up() {
        var missing = LxcSupport.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "no LXC nodes on this machine: " + missing);
        String name = "nemesis-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        cluster = disks ? LxcCluster.named(name, count).withDisks() : LxcCluster.named(name, count);
        try {
            nodes = SshNodes.connect(cluster.up());
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        up();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public void close() {
        if (nodes != null) {
            nodes.close();
            nodes = null;
        }
        if (cluster != null) {
            cluster.down();
            cluster = null;
        }
    }
}
