package io.partita.control.testbed;

import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Five real nodes for all tests of a class, with a name that no other test uses. */
final class TestbedNodes implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private LxcCluster cluster;
    private Nodes nodes;

    @Override
    public void beforeAll(ExtensionContext context) {
        var missing = LxcSupport.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "no LXC nodes on this machine: " + missing);
        cluster = LxcCluster.named("testbed-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet(), 5);
        try {
            nodes = SshNodes.connect(cluster.up());
        } catch (RuntimeException e) {
            afterAll(context);
            throw e;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (nodes != null) {
            nodes.close();
            nodes = null;
        }
        if (cluster != null) {
            cluster.down();
            cluster = null;
        }
    }

    Nodes nodes() {
        return nodes;
    }

    /** What a shell on {@code node} prints. */
    String sh(String node, String script) {
        return nodes.on(node).require(Command.script(script)).stdout().strip();
    }
}
