package io.partita.provisioning.system;

import io.partita.provisioning.cluster.NodeDisks;

/** What a fault may need to be in place before a system is installed, because it cannot be had afterwards. */
public enum Provision {

    /** Every process of the system reads the time of day through a file on its node: see {@link ProcessClock}. */
    CLOCK("clocks of their own for the system's processes"),

    /** The system lies on a disk of its own on every node, limited in size and not the machine's: {@link NodeDisks}. */
    DISK("a disk of its own for the system on every node");

    private final String words;

    Provision(String words) {
        this.words = words;
    }

    /** What it is, in words. */
    public String words() {
        return words;
    }
}
