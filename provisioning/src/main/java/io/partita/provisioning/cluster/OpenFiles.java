package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files a process in a node may have open. */
final class OpenFiles {

    private static final int WANTED = 65536;
    private static final int CAP_SYS_RESOURCE = 24;

    private OpenFiles() {}

    /** The wanted limit, or this process's own if it is lower and this process has not the right to raise it. */
    static int limit() {
        Path self = Path.of("/proc/self");
        try {
            return limit(Files.readAllLines(self.resolve("status")), Files.readAllLines(self.resolve("limits")));
        } catch (IOException e) {
            throw new ClusterException("cannot read this process's limits in " + self + ": " + e, e);
        }
    }

    static int limit(List<String> status, List<String> limits) {
        boolean mayRaise = status.stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.split("\\s+")[1], 16))
                .anyMatch(capabilities -> (capabilities >>> CAP_SYS_RESOURCE & 1) == 1);
        return mayRaise
                ? WANTED
                : limits.stream()
                        .filter(line -> line.startsWith("Max open files"))
                        .map(line -> line.split("\\s{2,}")[2])
                        .filter(hard -> !hard.equals("unlimited"))
                        .mapToInt(Integer::parseInt)
                        .map(hard -> Math.min(hard, WANTED))
                        .findFirst()
                        .orElse(WANTED);
    }
}
