package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.node.ChainReading;
import io.partita.nemesis.node.NameService;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.proof.Proof;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * No question to a name server leaves a node. What is in {@code /etc/hosts}, or was asked before and is remembered by the
 * program that asks, is found all the same; a node that looks names up in files alone is refused.
 *
 * @param name the fault's name
 * @param target on whom
 */
record DnsKind(String name, Target target) implements FaultKind {

    static final Target USUAL_TARGET = Target.parse("all");

    private static final OwnChain CHAIN = OwnChain.DNS;
    private static final String FILES_ALONE =
            " looks names up in /etc/hosts alone (no nameserver in /etc/resolv.conf, or no dns in /etc/nsswitch.conf),"
                    + " where a fault of the name service would change nothing";

    @Override
    public String description() {
        return "No question to a name server (port 53) leaves the target, not even for one on the node itself."
                + " Names in /etc/hosts are found all the same.";
    }

    @Override
    public String needs() {
        return "nodes that ask a name server and do not live by /etc/hosts alone, iptables, bash, root";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return TargetScene.suits(target, system);
    }

    @Override
    public Availability availability(Environment environment) {
        if (suits(environment.system()) instanceof Availability.Unavailable no) {
            return no;
        }
        if (ChainSupport.of(environment, CHAIN, NameService.SILENCED) instanceof Availability.Unavailable no) {
            return no;
        }
        Nodes nodes = environment.nodes();
        return nodes.parallel(DnsKind::servers).values().stream().allMatch(List::isEmpty)
                ? Availability.no("every node" + FILES_ALONE)
                : Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        List<String> objects = List.of(CHAIN.object());
        List<String> chosen = TargetScene.choose(target, environment, objects, random);
        Nodes nodes = environment.nodes();
        Map<String, List<String>> servers = nodes.parallel(chosen, DnsKind::servers);
        Map<String, OwnChain.Rules> rules = new TreeMap<>();
        servers.forEach((node, asked) -> {
            if (asked.isEmpty()) {
                throw new FaultException(node + FILES_ALONE);
            }
            rules.put(node, NameService.SILENCED);
        });
        return new ChainFault(
                name,
                environment,
                new ChainFault.Content(
                        chosen,
                        String.join(",", chosen) + " can ask no name server",
                        Map.of("effect", "dns"),
                        CHAIN,
                        rules,
                        objects,
                        () -> active(nodes, servers),
                        () -> () -> gone(nodes, chosen)));
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        if (!order.parameters().isEmpty()) {
            throw new IllegalArgumentException("dns has no parameters, it was given " + order);
        }
        return new DnsKind(order.toString(), order.target().orElse(target));
    }

    private static List<String> servers(Remote remote) {
        return remote.requireFast(NameService.servers()).stdout().lines().toList();
    }

    private static Proof active(Nodes nodes, Map<String, List<String>> servers) {
        List<String> names = List.copyOf(servers.keySet());
        Map<String, Map<String, Boolean>> answered = nodes.parallel(
                names,
                remote -> NameService.parse(remote.require(NameService.ask(servers.get(remote.node())))
                        .stdout()));
        var missing = new ArrayList<String>();
        Map<String, Object> dropped = new TreeMap<>();
        readings(nodes, names).forEach((node, reading) -> {
            if (!reading.ahead()) {
                missing.add(
                        "our chain " + CHAIN.name() + " is not ahead of the rules of " + CHAIN.hook() + " on " + node);
            }
            Map<String, Object> packets = new TreeMap<>();
            for (String protocol : List.of("udp", "tcp")) {
                long count = reading.rules().stream()
                        .filter(rule -> rule.text().contains("-p " + protocol))
                        .mapToLong(ChainReading.Rule::packets)
                        .sum();
                packets.put(protocol, count);
                if (count == 0) {
                    missing.add(node + " has dropped no question by " + protocol);
                }
            }
            dropped.put(node, packets);
        });
        answered.forEach((node, row) -> row.forEach((server, yes) -> {
            if (yes) {
                missing.add("the name server " + server + " still answers " + node);
            }
        }));
        return Proof.of(String.join("; ", missing), Map.of("answered", answered, "questionsDropped", dropped));
    }

    private static Proof gone(Nodes nodes, List<String> names) {
        var missing = new ArrayList<String>();
        readings(nodes, names).forEach((node, reading) -> {
            if (reading.anything()) {
                missing.add("our chain " + CHAIN.name() + " is still on " + node);
            }
        });
        return Proof.of(String.join("; ", missing), Map.of("withoutChain", names));
    }

    private static Map<String, ChainReading> readings(Nodes nodes, List<String> names) {
        return nodes.parallel(
                names,
                remote -> ChainReading.parse(
                        CHAIN, remote.requireFast(CHAIN.show()).stdout()));
    }
}
