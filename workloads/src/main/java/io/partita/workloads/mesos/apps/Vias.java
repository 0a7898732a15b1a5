package io.partita.workloads.mesos.apps;

import java.util.List;

/**
 * Through which Marathon a process works: thread i through Marathon i modulo their number. Immutable.
 *
 * @param marathons the nodes that have one, in order
 * @param threads number of client threads
 */
record Vias(List<String> marathons, int threads) {

    Vias {
        marathons = List.copyOf(marathons);
        if (marathons.isEmpty() || threads < 1) {
            throw new IllegalArgumentException(marathons.size() + " Marathons, " + threads + " threads");
        }
    }

    /** The node whose Marathon {@code process} talks to. */
    String of(int process) {
        return marathons.get(process % threads % marathons.size());
    }

    /** The Marathons that some thread talks to. */
    List<String> inUse() {
        return marathons.subList(0, Math.min(threads, marathons.size()));
    }
}
