package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.host.MemoryUse;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Nodes have to do with less memory than they use. The kernel takes back what it keeps of files; a process that then wants
 * more than there is waits for that again and again, and may be killed for it.
 */
final class MemoryPressure implements Deed {

    static final List<String> OBJECTS = List.of("memory limit");

    private final double share;
    private final Carried nodes;
    private final Map<String, MemoryUse> before;

    MemoryPressure(double share, Carried nodes) {
        this.share = share;
        this.nodes = nodes;
        this.before = look();
    }

    /** In whole pages, as the kernel keeps it. */
    private long limit(String node) {
        return MemoryUse.wholePages(Math.round(before.get(node).used() * share));
    }

    @Override
    public String words() {
        return Math.round(share * 100) + "% of the memory that they use for";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("blow", "memory-pressure", "share", share);
    }

    @Override
    public List<String> objects() {
        return OBJECTS;
    }

    @Override
    public Command inject(String node) {
        return nodes.host().limitMemory(node, Optional.of(limit(node)));
    }

    /** What was killed for want of memory is started again. */
    @Override
    public Command undo(String node) {
        Command unlimited = nodes.host().limitMemory(node, before.get(node).limit());
        return nodes.environment()
                .systemAs(Revivable.class)
                .map(system -> Command.sequence(List.of(unlimited, nodes.host().onNode(node, system.revival(node)))))
                .orElse(unlimited);
    }

    /** The limit is there, is less than what was used, and is kept. */
    @Override
    public Proof active() {
        Map<String, MemoryUse> now = look();
        List<String> missing = new ArrayList<>();
        now.forEach((node, use) -> {
            long limit = limit(node);
            if (!use.limit().equals(Optional.of(limit))) {
                missing.add(node + " has the limit " + use.limit());
            }
            if (use.used() > limit) {
                missing.add(node + " uses " + use.used() + " bytes, more than " + limit);
            }
            if (limit >= before.get(node).used()) {
                missing.add(node + " used no more than that before");
            }
        });
        return Proof.of(String.join("; ", missing), data(now));
    }

    @Override
    public Proof gone() {
        Map<String, MemoryUse> now = look();
        List<String> missing = new ArrayList<>();
        now.forEach((node, use) -> {
            if (!use.limit().equals(before.get(node).limit())) {
                missing.add(node + " has the limit " + use.limit());
            }
        });
        nodes.environment()
                .systemAs(Killable.class)
                .ifPresent(system -> nodes.environment()
                        .nodes()
                        .parallel(nodes.targets(), system::state)
                        .forEach((node, state) -> {
                            if (state != ProcessState.RUNNING) {
                                missing.add(node + " has " + nodes.environment().systemName() + " " + state);
                            }
                        }));
        return Proof.of(String.join("; ", missing), data(now));
    }

    private Map<String, Object> data(Map<String, MemoryUse> now) {
        Map<String, Object> were = new TreeMap<>();
        Map<String, Object> are = new TreeMap<>();
        now.forEach((node, use) -> {
            were.put(node, before.get(node).used());
            are.put(node, use.used());
        });
        return Map.of("usedBytesWere", were, "usedBytesAre", are);
    }

    private Map<String, MemoryUse> look() {
        return nodes.ask(nodes.host()::memory, MemoryUse::parse);
    }
}
