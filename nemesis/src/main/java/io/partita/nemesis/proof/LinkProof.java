package io.partita.nemesis.proof;

import io.partita.nemesis.node.ChainReading;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.node.Probe;
import io.partita.nemesis.target.Cut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Shows, from the nodes, that packets on some links are treated as a fault says, or no longer. Reads only, and makes the
 * traffic that it measures.
 *
 * <p>Every link must show the effect, but for those on which a partition that is active at the same time drops everything,
 * and those where there is nothing to be struck; and every target must show it on one link at least.
 */
public final class LinkProof {

    private static final int SSH = 22;

    private LinkProof() {}

    /** What one link shows. */
    public sealed interface Finding {
        /** The effect. */
        record Shown() implements Finding {}

        /** Nothing that tells for or against it, in words. */
        record Nothing(String why) implements Finding {}

        /** That it is not there, in words. */
        record Contradicted(String why) implements Finding {}
    }

    /** One attempt to see an effect on all links. */
    public interface Measurement {
        /**
         * What a link shows.
         *
         * @param counters how many packets from {@code from} have met each of the rules about it at {@code to}
         */
        Finding judge(String from, String to, List<Long> counters);

        /** The measurements as JSON values. */
        Map<String, Object> data();
    }

    /** Measures whether {@code chain} has its effect on {@code links}; {@code measure} makes traffic on each of them. */
    public static Proof active(Links links, OwnChain chain, Supplier<Measurement> measure) {
        Measurement measured = measure.get();
        Map<String, ChainReading> readings = links.readings(chain);
        Cut partitioned = links.partitioned();
        var missing = new ArrayList<String>();
        readings.forEach((node, reading) -> {
            if (!reading.ahead()) {
                missing.add(
                        "our chain " + chain.name() + " is not ahead of the rules of " + chain.hook() + " on " + node);
            }
        });
        var shown = new TreeSet<String>();
        Map<String, String> nothing = new TreeMap<>();
        for (Cut.Link link : links.sorted()) {
            if (partitioned.connects(link.from(), link.to())) {
                List<Long> counters = counters(links, readings, link.from(), link.to());
                Finding finding = measured.judge(link.from(), link.to(), counters);
                if (finding instanceof Finding.Contradicted contradicted) {
                    missing.add(contradicted.why());
                } else if (finding instanceof Finding.Nothing none) {
                    nothing.put(link.from(), none.why());
                } else {
                    shown.addAll(List.of(link.from(), link.to()));
                }
            }
        }
        links.targets().stream()
                .filter(target -> !shown.contains(target))
                .forEach(target -> missing.add("no link of " + target + " shows the effect"
                        + (nothing.containsKey(target) ? ": " + nothing.get(target) : "")));
        var data = new LinkedHashMap<>(measured.data());
        data.put("dropped", links.byReceiver((from, to) -> last(counters(links, readings, from, to))));
        return Proof.of(String.join("; ", missing), data);
    }

    /**
     * To be measured again and again: whether {@code chain} is gone from every end, and every pair has connected since then
     * that no partition keeps apart.
     */
    public static Supplier<Proof> gone(Links links, OwnChain chain) {
        var reached = new TreeMap<String, Map<String, Boolean>>();
        return () -> {
            var missing = new ArrayList<String>();
            links.readings(chain).forEach((node, reading) -> {
                if (reading.anything()) {
                    missing.add("our chain " + chain.name() + " is still on " + node);
                }
            });
            Cut partitioned = links.partitioned();
            links.measure((remote, others) -> Probe.parse(
                            remote.require(Probe.command(others, SSH)).stdout()))
                    .forEach((from, row) ->
                            row.forEach((to, now) -> reached.computeIfAbsent(from, node -> new TreeMap<>())
                                    .merge(to, now && missing.isEmpty(), Boolean::logicalOr)));
            links.sorted().stream()
                    .filter(link -> partitioned.connects(link.from(), link.to()))
                    .filter(link -> !reached.get(link.from()).get(link.to()))
                    .forEach(link -> missing.add(link.from() + " does not reach " + link.to()));
            return Proof.of(String.join("; ", missing), Map.of("reachable", new LinkedHashMap<>(reached)));
        };
    }

    private static List<Long> counters(Links links, Map<String, ChainReading> readings, String from, String to) {
        return readings.get(to).packetsFrom(links.addresses().get(from));
    }

    private static long last(List<Long> counters) {
        return counters.isEmpty() ? 0 : counters.get(counters.size() - 1);
    }
}
