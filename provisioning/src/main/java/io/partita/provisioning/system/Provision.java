package io.partita.provisioning.system;

import java.util.List;

/** What a fault may need to be in place before a system is installed, because it cannot be had afterwards. */
public enum Provision {

    /** Every process of the system reads the time of day through a file on its node: see {@link ProcessClock}. */
    CLOCK("clocks of their own for the system's processes", List.of("libfaketime")),

    /** The system lies on a file system of its own, limited in size, that is not the machine's: at {@link #DISK_DIRECTORY}. */
    DISK("a disk of its own for the system on every node", List.of("e2fsprogs"));

    /** Where a node has its own disk. */
    public static final String DISK_DIRECTORY = "/srv/disk";

    private final String words;
    private final List<String> packages;

    Provision(String words, List<String> packages) {
        this.words = words;
        this.packages = packages;
    }

    /** What it is, in words. */
    public String words() {
        return words;
    }

    /** The Debian packages that it takes. */
    public List<String> packages() {
        return packages;
    }
}
