package io.partita.nemesis;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;

/** Real nodes that are up for a test, whatever they are. */
public interface TestNodes {

    /** The connected nodes. */
    Nodes nodes();

    /** Their names and addresses. */
    default Inventory inventory() {
        return nodes().inventory();
    }

    /** What a shell on {@code node} prints. */
    default String sh(String node, String script) {
        return nodes().on(node).require(Command.script(script)).stdout().strip();
    }
}
