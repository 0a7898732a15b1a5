package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.node.Probe;
import io.partita.nemesis.proof.LinkProof;
import io.partita.nemesis.proof.LinkProof.Finding;
import io.partita.nemesis.proof.Links;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Packets to some TCP ports, and answers from them, are dropped.
 *
 * <p>The proof tries to connect to each port over every link, which must be met by silence, though a refusal would be an
 * answer; and the counter of our rule at the receiver must have grown.
 *
 * @param ports one at least
 */
record PortEffect(Ports ports) implements LinkEffect {

    /** The port by which a partition proves that it is gone where it should be. */
    private static final int SSH = 22;

    @Override
    public OwnChain chain() {
        return OwnChain.PORT;
    }

    @Override
    public String words() {
        return "packets to and from port " + ports + " are dropped";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("effect", "port", "ports", ports.numbers());
    }

    @Override
    public List<String> objects() {
        return ports.numbers().contains(SSH) ? List.of(chain().object(), Firewall.OBJECT) : List.of(chain().object());
    }

    @Override
    public List<String> rules(String source) {
        return List.of(source + " -p tcp" + ports.match() + " -j DROP");
    }

    @Override
    public Supplier<LinkProof.Measurement> measuring(Links links) {
        return () -> measure(links);
    }

    private LinkProof.Measurement measure(Links links) {
        Map<Integer, Map<String, Map<String, Boolean>>> reached = new TreeMap<>();
        for (int port : ports.numbers()) {
            reached.put(
                    port,
                    links.measure((remote, others) -> Probe.parse(
                            remote.require(Probe.command(others, port)).stdout())));
        }
        return new LinkProof.Measurement() {
            @Override
            public Finding judge(String from, String to, List<Long> counters) {
                List<Integer> open = reached.entrySet().stream()
                        .filter(port -> port.getValue().get(from).get(to))
                        .map(Map.Entry::getKey)
                        .toList();
                if (!open.isEmpty()) {
                    return new Finding.Contradicted(from + " still reaches port " + new Ports(open) + " of " + to);
                }
                return counters.stream().anyMatch(packets -> packets > 0)
                        ? new Finding.Shown()
                        : new Finding.Contradicted(to + " has dropped no packet of " + from);
            }

            @Override
            public Map<String, Object> data() {
                Map<String, Object> byPort = new TreeMap<>();
                reached.forEach((port, matrix) -> byPort.put(port.toString(), new TreeMap<>(matrix)));
                return Map.of("reachablePorts", byPort);
            }
        };
    }
}
