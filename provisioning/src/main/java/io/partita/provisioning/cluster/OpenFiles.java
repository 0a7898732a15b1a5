package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files a process in a node may have open. */
final class OpenFiles {

    static final int WANTED = 65536;

    private OpenFiles() {}

    /** The wanted limit, or this process's own if that is lower and this process has not the right to raise it. */
    static int limit() {
        try {
            return limit(Capabilities.own(), Files.readAllLines(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            throw new ClusterException("cannot read this process's limits: " + e, e);
        }
    }

    static int limit(Capabilities own, List<String> limits) {
        if (own.has(Capabilities.SYS_RESOURCE)) {
            return WANTED;
        }
        return limits.stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s{2,}")[2])
                .filter(hard -> !hard.equals("unlimited"))
                .mapToInt(Integer::parseInt)
                .map(hard -> Math.min(hard, WANTED))
                .findFirst()
                .orElse(WANTED);
    }
}
