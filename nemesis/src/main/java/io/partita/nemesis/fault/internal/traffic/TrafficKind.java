package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.node.TrafficControl;
import io.partita.nemesis.node.TrafficFacts;
import io.partita.nemesis.proof.Links;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Treats what the nodes of a target send to other nodes of the cluster, and to nobody else, with a qdisc.
 *
 * @param name the fault's name
 * @param template what all of its kind have in common
 * @param target on whom
 * @param shaping what is done to packets
 */
record TrafficKind(String name, Template template, Target target, Shaping shaping) implements FaultKind {

    private static final int LEAST_NODES = 2;

    /**
     * What all faults of a kind have in common.
     *
     * @param description one sentence
     * @param parameters what can be said about it
     * @param shaping what the parameters make of it
     */
    record Template(String description, List<Parameter> parameters, Function<Arguments, Shaping> shaping) {}

    /** The kind with its usual parameters, on every node. */
    static TrafficKind of(String name, Template template) {
        Arguments usual = Arguments.of(FaultOrder.of(name), template.parameters());
        return new TrafficKind(
                name, template, Target.parse("all"), template.shaping().apply(usual));
    }

    @Override
    public String description() {
        return template.description();
    }

    @Override
    public String needs() {
        return "a kernel with the qdiscs " + String.join(" and ", shaping.kinds()) + " and the classifier u32, tc, "
                + LEAST_NODES + " nodes, bash, root, no other root qdisc on the way to other nodes";
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
        if (FirewallSupport.of(environment, LEAST_NODES) instanceof Availability.Unavailable no) {
            return no;
        }
        Nodes nodes = environment.nodes();
        return nodes.parallel(remote -> facts(nodes, remote)).entrySet().stream()
                .filter(node -> !node.getValue().missing().isEmpty())
                .findFirst()
                .map(node ->
                        Availability.no(node.getKey() + ": " + node.getValue().missing()))
                .orElse(Availability.YES);
    }

    @Override
    public Fault create(Environment environment, Random random) {
        List<String> chosen = TargetScene.choose(target, environment, TrafficFault.objects(shaping), random);
        Nodes nodes = environment.nodes();
        nodes.parallel(chosen, remote -> facts(nodes, remote)).forEach((node, facts) -> {
            if (!facts.foreign().isEmpty()) {
                throw new FaultException(node + ": " + facts.foreign());
            }
        });
        Map<String, List<String>> addresses = NodeFacts.addresses(nodes.inventory(), NodeFacts.read(nodes));
        String control = nodes.inventory().controlAddress();
        if (addresses.values().stream().anyMatch(all -> all.contains(control))) {
            throw new FaultException("a node has the address of the control node (" + control
                    + "), which a fault of the network would strike too; run it on a machine of its own");
        }
        var links = new Links(nodes, chosen, Cut.from(chosen, nodes.names()), addresses);
        return new TrafficFault(name, environment, shaping, links);
    }

    @Override
    public List<Parameter> parameters() {
        return template.parameters();
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        return new TrafficKind(
                order.toString(),
                template,
                order.target().orElse(target),
                template.shaping().apply(Arguments.of(order, template.parameters())));
    }

    private TrafficFacts facts(Nodes nodes, Remote remote) {
        Set<String> peers = new LinkedHashSet<>();
        for (Node node : nodes.inventory().nodes()) {
            if (!node.name().equals(remote.node())) {
                peers.add(node.address());
            }
        }
        return TrafficFacts.parse(remote.requireFast(TrafficControl.facts(shaping.kinds(), List.copyOf(peers)))
                .stdout());
    }
}
