package io.partita.nemesis.fault.internal.clock;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.node.ClockReading;
import io.partita.nemesis.node.ClockReading.Offset;
import io.partita.nemesis.node.NodeClock;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Remote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Makes the clocks of nodes wrong whose kernels are their own. Each is measured against two others, which nobody sets: the
 * node's uptime, and the control node's time. Both must show it, and no clock of another node may have moved.
 */
final class NodeClockFault implements Fault {

    /** How far a clock may be off afterwards, and how far one may have been slewed that nobody set, in ms. */
    private static final double RIGHT_MS = 50;

    private static final double SLEW_MS = 100;

    private static final double SHARP_MS = 30;
    private static final int LOOKS = 5;

    private final String name;
    private final Skew skew;
    private final List<String> objects;
    private final Environment environment;
    private final List<String> targets;
    private final Map<String, Sight> before;
    /** What was seen since the injection, by target. */
    private final Map<String, List<Sight>> seen = new TreeMap<>();

    private Map<String, List<String>> stopped = Map.of();

    /**
     * A node's clock as it was seen.
     *
     * @param byUptime how far it is ahead of the node's uptime
     * @param byControl how far it is ahead of the run's time
     */
    private record Sight(Offset byUptime, Offset byControl) {
        Sight since(Sight earlier) {
            return new Sight(byUptime.since(earlier.byUptime), byControl.since(earlier.byControl));
        }

        /** How much is not known, in ms. */
        double width() {
            return Math.max(byUptime.mostMs() - byUptime.leastMs(), byControl.mostMs() - byControl.leastMs());
        }

        /** How far it is off {@code earlier} at the least, in ms. */
        double distance(Sight earlier) {
            return Math.max(byUptime.distance(earlier.byUptime), byControl.distance(earlier.byControl));
        }
    }

    NodeClockFault(String name, Skew skew, List<String> objects, Environment environment, List<String> targets) {
        this.name = name;
        this.skew = skew;
        this.objects = List.copyOf(objects);
        this.environment = environment;
        this.targets = List.copyOf(targets);
        this.before = read(LOOKS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return targets;
    }

    @Override
    public String description() {
        return skew.words() + ": everything on " + String.join(",", targets);
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("clock", skew.toJson(), "by", "settimeofday");
    }

    @Override
    public List<Inverse> inverses() {
        return targets.stream()
                .map(node -> new Inverse(node, NodeClock.clear(), NodeClock.check(), objects))
                .toList();
    }

    /** Nothing: what the right time is, the node notes just before its clock is set. */
    @Override
    public void prepare() {}

    @Override
    public void inject() {
        String control = NodeClock.ownKernel();
        stopped = new TreeMap<>(environment
                .nodes()
                .parallel(
                        targets,
                        remote -> words(remote.require(skew.setNode(control)).stdout(), "stopped ")));
    }

    private static List<String> words(String output, String begin) {
        return output.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .toList();
    }

    @Override
    public Proof awaitActive() {
        return await(environment.limits().active(), 1, this::notWrong);
    }

    @Override
    public void recover() {
        environment.nodes().parallel(targets, remote -> remote.require(NodeClock.clear()));
    }

    @Override
    public Proof awaitRecovered() {
        return await(environment.limits().recovered(), LOOKS, this::notRight);
    }

    /** {@link #recover()} has set the clock right, and if the fault was never injected nobody has set it. */
    @Override
    public void cleanup() {
        recover();
    }

    private String notWrong(String node, Sight now) {
        List<Sight> history = seen.computeIfAbsent(node, each -> new ArrayList<>());
        history.add(now.since(before.get(node)));
        String missing = skew.missing(history.stream().map(Sight::byUptime).toList());
        if (!missing.isEmpty()) {
            return "by its uptime the clock " + missing;
        }
        missing = skew.missing(history.stream().map(Sight::byControl).toList());
        return missing.isEmpty() ? "" : "by the control node's time the clock " + missing;
    }

    private String notRight(String node, Sight now) {
        if (now.distance(before.get(node)) > RIGHT_MS) {
            Sight off = now.since(before.get(node));
            return "the clock is off by "
                    + Math.round(off.byUptime().middleMs()) + " ms by its uptime, and "
                    + Math.round(off.byControl().middleMs()) + " ms by the control node's time";
        }
        return environment.nodes().on(node).runFast(NodeClock.check()).stdout().strip();
    }

    private Proof await(Duration limit, int looks, BiFunction<String, Sight, String> contradiction) {
        return environment.polling().await(limit, () -> {
            Map<String, Sight> now = read(looks);
            Map<String, String> not = new TreeMap<>();
            now.forEach((node, sight) -> {
                String missing = targets.contains(node) ? contradiction.apply(node, sight) : moved(node, sight);
                if (!missing.isEmpty()) {
                    not.put(node, missing);
                }
            });
            return Proof.of(not.isEmpty() ? "" : "clocks: " + not, data(now));
        });
    }

    private String moved(String node, Sight now) {
        double moved = now.distance(before.get(node));
        return moved > SLEW_MS ? "the clock, which is no target, was moved by " + Math.round(moved) + " ms" : "";
    }

    private Map<String, Object> data(Map<String, Sight> now) {
        Map<String, Object> byUptime = new TreeMap<>();
        Map<String, Object> byControl = new TreeMap<>();
        now.forEach((node, sight) -> {
            Sight since = sight.since(before.get(node));
            byUptime.put(node, rounded(since.byUptime()));
            byControl.put(node, rounded(since.byControl()));
        });
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("movedMsByUptime", byUptime);
        data.put("movedMsByControl", byControl);
        data.put("stoppedTimeServices", stopped);
        return data;
    }

    private static List<Long> rounded(Offset offset) {
        return List.of(Math.round(offset.leastMs()), Math.round(offset.mostMs()));
    }

    private Map<String, Sight> read(int looks) {
        return new TreeMap<>(environment.nodes().parallel(remote -> read(remote, looks)));
    }

    /** The sharpest of so many looks; one is enough where nobody is busy. */
    private Sight read(Remote remote, int looks) {
        Sight best = look(remote);
        for (int more = 1; more < looks && best.width() > SHARP_MS; more++) {
            Sight next = look(remote);
            best = next.width() < best.width() ? next : best;
        }
        return best;
    }

    /** The node's clock was read at some moment between two looks at the run's. */
    private Sight look(Remote remote) {
        long begin = environment.clock().millis();
        ClockReading reading =
                ClockReading.parse(remote.requireFast(NodeClock.read()).stdout());
        long end = environment.clock().millis();
        Offset byUptime = reading.node();
        double now = byUptime.leastMs() + byUptime.uptimeMs();
        return new Sight(byUptime, new Offset(now - end, now - begin, byUptime.uptimeMs()));
    }
}
