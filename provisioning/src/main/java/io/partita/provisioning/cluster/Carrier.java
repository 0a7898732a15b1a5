package io.partita.provisioning.cluster;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What carries the nodes of a cluster, if that can do something to them from outside. A part of the inventory, so that what
 * was done from outside can be undone after the control node died.
 */
public sealed interface Carrier {

    /** Nobody knows. */
    Carrier UNKNOWN = new Unknown();

    /** Nodes that can be reached over the network alone. */
    record Unknown() implements Carrier {}

    /**
     * LXC containers on this machine.
     *
     * @param directory the cluster's directory
     */
    record Lxc(Path directory) implements Carrier {
        public Lxc {
            Objects.requireNonNull(directory, "directory is null");
        }

        /** The directory that LXC is given as its own. */
        public Path containers() {
            return files().containers();
        }

        /** The name under which LXC knows {@code node}. */
        public String container(String node) {
            return files().container(node);
        }

        /** The machine's end of the network device of the node number {@code index}, counted from 1. */
        public String device(int index) {
            return files().veth(index);
        }

        /** Where faults keep on the machine what they need there; goes with the cluster. */
        public Path faults() {
            return files().faults();
        }

        private ClusterFiles files() {
            return new ClusterFiles(directory);
        }
    }
}
