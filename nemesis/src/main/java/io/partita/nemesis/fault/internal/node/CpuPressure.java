package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.node.Burn;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.host.CpuLimit;
import io.partita.provisioning.host.NodeState;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes get a share of one core, all that runs on them together: the kernel lets nothing on them run for longer. */
final class CpuPressure implements Deed {

    static final List<String> OBJECTS = List.of("cpu limit");

    /** How much more than its share a node may be seen to use: what it had left of a period, and slow looks. */
    private static final double TOLERANCE = 1.5;

    /**
     * What is seen of one node while somebody on it tries to keep a core busy.
     *
     * @param limit what the kernel says that it may use
     * @param throttled in how many periods it was stopped meanwhile
     * @param used which part of one core all of it got meanwhile
     */
    private record Sight(CpuLimit limit, long throttled, double used) {}

    private final double share;
    private final Carried nodes;
    private final CpuLimit limit;
    private final Map<String, CpuLimit> before;

    CpuPressure(double share, Carried nodes) {
        this.share = share;
        this.nodes = nodes;
        this.limit = CpuLimit.ofOneCore(share);
        this.before = nodes.ask(nodes.host()::cpu, CpuLimit::parse);
    }

    private String cpu(String node) {
        return nodes.answer(nodes.host().cpu(node));
    }

    @Override
    public String words() {
        return Math.round(share * 100) + "% of one core for";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("blow", "cpu-pressure", "share", share);
    }

    @Override
    public List<String> objects() {
        return OBJECTS;
    }

    @Override
    public Command inject(String node) {
        return nodes.host().limitCpu(node, limit);
    }

    @Override
    public Command undo(String node) {
        return nodes.host().limitCpu(node, before.get(node));
    }

    @Override
    public Proof active() {
        Map<String, Sight> sights = look();
        List<String> missing = new ArrayList<>();
        sights.forEach((node, sight) -> {
            if (!sight.limit().equals(limit)) {
                missing.add(node + " has the limit " + sight.limit());
            }
            if (sight.throttled() == 0) {
                missing.add(node + " was not throttled");
            }
            if (sight.used() > share * TOLERANCE) {
                missing.add(node + " used " + percent(sight.used()) + "% of one core");
            }
        });
        return Proof.of(String.join("; ", missing), data(sights));
    }

    @Override
    public Proof gone() {
        Map<String, Sight> sights = look();
        List<String> missing = new ArrayList<>();
        sights.forEach((node, sight) -> {
            if (!sight.limit().equals(before.get(node))) {
                missing.add(node + " has the limit " + sight.limit());
            }
            if (before.get(node).quotaMicros().isEmpty() && sight.throttled() > 0) {
                missing.add(node + " was throttled");
            }
        });
        return Proof.of(String.join("; ", missing), data(sights));
    }

    private static Map<String, Object> data(Map<String, Sight> sights) {
        Map<String, Object> throttled = new TreeMap<>();
        Map<String, Object> used = new TreeMap<>();
        sights.forEach((node, sight) -> {
            throttled.put(node, sight.throttled());
            used.put(node, percent(sight.used()));
        });
        return Map.of("throttledPeriods", throttled, "usedPercentOfOneCore", used);
    }

    private static long percent(double share) {
        return Math.round(share * 100);
    }

    private Map<String, Sight> look() {
        return new TreeMap<>(nodes.environment().nodes().parallel(nodes.targets(), this::look));
    }

    private Sight look(Remote remote) {
        String node = remote.node();
        long throttled = throttled(cpu(node));
        long used = cpuNanos(node);
        long begin = nodes.environment().clock().millis();
        remote.require(Burn.command());
        long millis = Math.max(1, nodes.environment().clock().millis() - begin);
        double share = (cpuNanos(node) - used) / (millis * 1e6);
        String now = cpu(node);
        return new Sight(CpuLimit.parse(now), throttled(now) - throttled, share);
    }

    private static long throttled(String output) {
        return Long.parseLong(output.strip().split(" ")[2]);
    }

    private long cpuNanos(String node) {
        return NodeState.parse(nodes.answer(nodes.host().state(node))).cpuNanos();
    }
}
