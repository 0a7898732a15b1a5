package io.partita.workloads.zookeeper;

import io.partita.workloads.Workload.Settings;
import java.util.List;

/** Which node a process talks to: process p is thread p modulo threads, which talks to node thread modulo nodes. */
final class Processes {

    private Processes() {}

    static String node(Settings settings, int process) {
        int thread = process % settings.threads();
        return settings.nodeNames().get(thread % settings.nodeNames().size());
    }

    /** The nodes that some thread talks to. */
    static List<String> nodesInUse(Settings settings) {
        return settings.nodeNames()
                .subList(0, Math.min(settings.threads(), settings.nodeNames().size()));
    }
}
