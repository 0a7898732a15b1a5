package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.Parameter;
import java.util.List;

/** The faults of the network that a firewall makes, besides partitions. */
public final class LinkKinds {

    private LinkKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return List.of(dropPort(), flaky(), reset(), new DnsKind("dns", DnsKind.USUAL_TARGET));
    }

    private static FaultKind dropPort() {
        var port = new Parameter("port", "2181", "one TCP port or several, as in 5050+5051");
        return LinkKind.of(
                "drop-port",
                "one",
                new LinkKind.Template(
                        "Packets to a TCP port, and answers from it, are dropped between the target and every other node;"
                                + " on a node itself the port stays open.",
                        "the match multiport",
                        List.of(port),
                        arguments -> new PortEffect(Ports.of("drop-port", arguments, port.name()))));
    }

    private static FaultKind flaky() {
        var share = new Parameter("share", "20%", "how many packets are lost, from 1% to 90%");
        return LinkKind.of(
                "flaky",
                "all",
                new LinkKind.Template(
                        "A random share of the packets between the target and every other node is lost.",
                        "the match statistic",
                        List.of(share),
                        arguments -> new LossEffect(arguments.share(share.name(), 0.01, 0.9))));
    }

    private static FaultKind reset() {
        var port = new Parameter("port", "", "one TCP port or several, as in 5050+5051; usually every port");
        return LinkKind.of(
                "reset",
                "one",
                new LinkKind.Template(
                        "TCP connections between the target and every other node are reset as soon as anybody sends on them;"
                                + " new ones can be made, and are reset too.",
                        "the match multiport and the target REJECT",
                        List.of(port),
                        arguments -> new ResetEffect(Ports.of("reset", arguments, port.name()))));
    }
}
