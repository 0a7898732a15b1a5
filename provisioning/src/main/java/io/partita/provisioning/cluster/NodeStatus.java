package io.partita.provisioning.cluster;

import java.util.OptionalLong;

/**
 * What can be seen of a node from the machine.
 *
 * @param name the node's name
 * @param address its address
 * @param pid the machine's process number of its first process; empty if the node does not run
 * @param answers whether its SSH server greets
 */
public record NodeStatus(String name, String address, OptionalLong pid, boolean answers) {

    /** Whether the node's first process exists. */
    public boolean running() {
        return pid.isPresent();
    }
}
