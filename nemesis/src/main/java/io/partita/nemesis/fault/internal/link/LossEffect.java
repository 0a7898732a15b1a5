package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.internal.shared.Percent;
import io.partita.nemesis.node.Datagrams;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.proof.LinkProof;
import io.partita.nemesis.proof.LinkProof.Finding;
import io.partita.nemesis.proof.Links;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Packets are lost by chance.
 *
 * <p>Two rules for each source: one that only counts, and one that drops a share. The proof sends datagrams over every
 * link and compares the two counters: what is lost must be the share of what arrived, as far as chance allows (five
 * standard deviations).
 *
 * @param share from 0 to 1
 */
record LossEffect(double share) implements LinkEffect {

    /** Above this a connection takes too many attempts for a partition to be proven at the same time. */
    private static final double LEAST_OVERWHELMING = 0.5;

    /** So many losses are expected on every link in one measurement. */
    private static final double EXPECTED_LOSSES = 20;

    private static final int LEAST_DATAGRAMS = 50;
    private static final double DEVIATIONS = 5;

    @Override
    public OwnChain chain() {
        return OwnChain.FLAKY;
    }

    @Override
    public String words() {
        return Percent.of(share) + " of the packets are lost";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("effect", "loss", "share", share);
    }

    @Override
    public List<String> objects() {
        return share >= LEAST_OVERWHELMING ? List.of(chain().object(), Firewall.OBJECT) : List.of(chain().object());
    }

    @Override
    public List<String> rules(String source) {
        return List.of(
                source,
                source + String.format(Locale.ROOT, " -m statistic --mode random --probability %.6f -j DROP", share));
    }

    @Override
    public Supplier<LinkProof.Measurement> measuring(Links links) {
        return () -> measure(links);
    }

    private LinkProof.Measurement measure(Links links) {
        int count = Math.max(LEAST_DATAGRAMS, (int) Math.ceil(EXPECTED_LOSSES / share));
        Map<String, Map<String, Long>> sent = links.measure((remote, others) ->
                Datagrams.parse(remote.require(Datagrams.send(others, count)).stdout()));
        return new LinkProof.Measurement() {
            @Override
            public Finding judge(String from, String to, List<Long> counters) {
                return LossEffect.this.judge(from, to, counters);
            }

            @Override
            public Map<String, Object> data() {
                return Map.of("datagrams", sent);
            }
        };
    }

    private Finding judge(String from, String to, List<Long> counters) {
        long arrived = counters.size() == 2 ? counters.get(0) : 0;
        if (arrived == 0) {
            return new Finding.Contradicted("no packet of " + from + " has met our rules on " + to);
        }
        long lost = counters.get(1);
        double expected = arrived * share;
        double tolerance = DEVIATIONS * Math.sqrt(expected * (1 - share)) + 1;
        return lost > 0 && Math.abs(lost - expected) <= tolerance
                ? new Finding.Shown()
                : new Finding.Contradicted(to + " has lost " + lost + " of " + arrived + " packets of " + from);
    }
}
