package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.fault.internal.shared.Percent;
import io.partita.nemesis.node.Datagrams;
import io.partita.nemesis.node.UdpArrivals;
import io.partita.nemesis.proof.Links;
import io.partita.nemesis.proof.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something happens to a random share of the packets.
 *
 * <p>The proof sends datagrams from every target to every other node, and compares how many were sent with how many arrived
 * by the counters of the receivers' kernels: fewer by the share, or more, as far as chance allows (five standard
 * deviations, and a tenth of the share for what else is on the way). With correlation only the direction counts.
 *
 * @param fate what happens
 * @param share from 0 to 1
 * @param correlation how much the fate of a packet depends on that of the one before, from 0 to 1
 */
record ShareShaping(Fate fate, double share, double correlation) implements Shaping {

    private static final double LEAST_OVERWHELMING = 0.5;
    private static final double EXPECTED = 20;
    private static final int LEAST_DATAGRAMS = 100;
    private static final double DEVIATIONS = 5;

    /** What can happen to a packet. */
    enum Fate {
        LOSS("loss", "loss random", "are lost", -1, 1),
        DUPLICATE("duplicate", "duplicate", "arrive twice", 1, 1),
        /** Three of four of the bits of a short packet are covered by a checksum or an address that is checked. */
        CORRUPTION("corruption", "corrupt", "arrive with one bit changed", -1, 0.75);

        private final String effect;
        private final String netem;
        private final String words;
        private final int direction;
        private final double leastSeen;

        Fate(String effect, String netem, String words, int direction, double leastSeen) {
            this.effect = effect;
            this.netem = netem;
            this.words = words;
            this.direction = direction;
            this.leastSeen = leastSeen;
        }
    }

    @Override
    public String words() {
        return Percent.of(share) + " " + fate.words;
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("effect", fate.effect, "share", share, "correlation", correlation);
    }

    @Override
    public String netem() {
        return "limit 20000 " + fate.netem + " " + Percent.of(share)
                + (correlation == 0 ? "" : " " + Percent.of(correlation));
    }

    @Override
    public boolean overwhelms() {
        return fate.direction < 0 && share >= LEAST_OVERWHELMING;
    }

    @Override
    public Proof measure(Links links) {
        int count = Math.max(LEAST_DATAGRAMS, (int) Math.ceil(EXPECTED / share));
        Map<String, UdpArrivals> before = arrivals(links);
        Map<String, Map<String, Long>> sent = links.measure((remote, others) ->
                Datagrams.parse(remote.require(Datagrams.send(others, count)).stdout()));
        Map<String, UdpArrivals> after = arrivals(links);
        var missing = new ArrayList<String>();
        Map<String, Object> data = new TreeMap<>();
        after.forEach((node, now) -> {
            long given = sent.values().stream()
                    .mapToLong(row -> row.getOrDefault(node, 0L))
                    .sum();
            if (given > 0) {
                UdpArrivals arrived = now.since(before.get(node));
                missing.addAll(judge(node, given, arrived));
                Map<String, Object> numbers = new LinkedHashMap<>();
                numbers.put("sent", given);
                numbers.put("arrived", arrived.sound());
                numbers.put("damaged", arrived.damaged());
                data.put(node, numbers);
            }
        });
        if (data.isEmpty()) {
            missing.add("no datagram could be sent");
        }
        return Proof.of(String.join("; ", missing), Map.of("datagrams", data));
    }

    /** What contradicts the effect on what arrived at {@code node}; empty if nothing. */
    List<String> judge(String node, long sent, UdpArrivals arrived) {
        double seen = fate.direction * (arrived.sound() - sent) / (double) sent;
        double slack = DEVIATIONS * Math.sqrt(share * (1 - share) / sent) + share / 10;
        boolean inBounds = correlation > 0 || seen >= share * fate.leastSeen - slack && seen <= share + slack;
        boolean damaged = fate != Fate.CORRUPTION || arrived.damaged() > 0;
        return seen > 0 && inBounds && damaged
                ? List.of()
                : List.of(arrived.sound() + " of " + sent + " datagrams arrived at " + node
                        + (fate == Fate.CORRUPTION ? ", " + arrived.damaged() + " were damaged" : ""));
    }

    private static Map<String, UdpArrivals> arrivals(Links links) {
        return links.nodes()
                .parallel(
                        links.ends(),
                        remote -> UdpArrivals.parse(
                                remote.requireFast(UdpArrivals.command()).stdout()));
    }
}
