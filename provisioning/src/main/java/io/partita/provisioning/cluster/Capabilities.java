package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The capabilities of a process, as the kernel shows them.
 *
 * @param effective bit <em>n</em> stands for the capability with number <em>n</em>
 */
record Capabilities(long effective) {

    static final int NET_ADMIN = 12;
    static final int SYS_ADMIN = 21;
    static final int SYS_RESOURCE = 24;

    /** Those of this process. */
    static Capabilities own() {
        try {
            return parse(Files.readAllLines(Path.of("/proc/self/status")));
        } catch (IOException e) {
            throw new ClusterException("cannot read this process's capabilities: " + e, e);
        }
    }

    static Capabilities parse(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> new Capabilities(Long.parseUnsignedLong(line.split("\\s+")[1], 16)))
                .findFirst()
                .orElse(new Capabilities(0));
    }

    boolean has(int capability) {
        return (effective >>> capability & 1) == 1;
    }
}
