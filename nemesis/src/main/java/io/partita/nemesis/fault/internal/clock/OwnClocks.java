package io.partita.nemesis.fault.internal.clock;

import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.node.NodeClock;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells whether nodes have clocks of their own, which can be set without setting anybody else's. */
final class OwnClocks {

    private static final String SHARED = "shared ";

    private OwnClocks() {}

    /**
     * Whether every node has a kernel that is neither the control node's nor another node's, and is no container on it. One
     * node of which that cannot be said is enough for no.
     */
    static boolean in(Nodes nodes) {
        String control = NodeClock.ownKernel();
        Collection<String> kernels = nodes.parallel(remote ->
                        remote.requireFast(NodeClock.facts(control)).stdout().strip())
                .values();
        return !control.isEmpty()
                && kernels.stream().noneMatch(kernel -> kernel.isEmpty() || kernel.startsWith(SHARED))
                && new HashSet<>(kernels).size() == kernels.size();
    }

    /** The same processes for a fault that owns the node's clock: those of all others on the node go by it too. */
    static Processes owned(SystemUnderTest system, Processes processes) {
        List<String> objects = Stream.of(
                        Stream.of(NodeClock.OBJECT), Processes.all(system).owning("clock").objects().stream())
                .flatMap(all -> all)
                .toList();
        return new Processes(processes.words(), Optional.empty(), processes.owner(), objects);
    }
}
