package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.node.LinkRules;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.proof.LinkProof;
import io.partita.nemesis.proof.Links;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Treats packets between the nodes of a target and all other nodes, in both directions and where they arrive.
 *
 * @param name the fault's name
 * @param template what all of its kind have in common
 * @param target on whom
 * @param effect what is done to packets
 */
record LinkKind(String name, Template template, Target target, LinkEffect effect) implements FaultKind {

    /**
     * What all faults of a kind have in common.
     *
     * @param description one sentence
     * @param matches what iptables and the kernel must know besides the usual
     * @param parameters what can be said about it
     * @param effect what the parameters make of it
     */
    record Template(
            String description, String matches, List<Parameter> parameters, Function<Arguments, LinkEffect> effect) {}

    /** The kind with its usual parameters. */
    static LinkKind of(String name, String target, Template template) {
        Arguments usual = Arguments.of(FaultOrder.of(name), template.parameters());
        return new LinkKind(
                name, template, Target.parse(target), template.effect().apply(usual));
    }

    @Override
    public String description() {
        return template.description();
    }

    @Override
    public String needs() {
        return "2 nodes with iptables that knows " + template.matches() + ", bash, root";
    }

    @Override
    public int leastNodes() {
        return ChainSupport.LEAST_NODES;
    }

    /** No majority is cut off by it: connections are made again, and get through or go another way. */
    @Override
    public boolean inSwarm() {
        return true;
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return TargetScene.suits(target, system);
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : ChainSupport.of(
                        environment, effect.chain(), new OwnChain.Rules(effect.rules("-s 192.0.2.1/32"), List.of()));
    }

    @Override
    public Fault create(Environment environment, Random random) {
        List<String> chosen = TargetScene.choose(target, environment, effect.objects(), random);
        Nodes nodes = environment.nodes();
        Map<String, List<String>> addresses = NodeFacts.addresses(nodes.inventory(), NodeFacts.read(nodes));
        var links = new Links(nodes, chosen, Cut.around(chosen, nodes.names()), addresses);
        Map<String, OwnChain.Rules> rules = new TreeMap<>();
        links.ends()
                .forEach(node -> rules.put(
                        node,
                        LinkRules.on(
                                node,
                                links.graph(),
                                addresses,
                                nodes.inventory().controlAddress(),
                                effect::rules)));
        Supplier<LinkProof.Measurement> measuring = effect.measuring(links);
        Map<String, Object> intent = new TreeMap<>(effect.intent());
        intent.put("links", links.graph().toJson());
        return new ChainFault(
                name,
                environment,
                new ChainFault.Content(
                        chosen,
                        effect.words() + " between " + String.join(",", chosen) + " and every other node",
                        intent,
                        effect.chain(),
                        rules,
                        effect.objects(),
                        () -> LinkProof.active(links, effect.chain(), measuring),
                        () -> LinkProof.gone(links, effect.chain())));
    }

    @Override
    public List<Parameter> parameters() {
        return template.parameters();
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        return new LinkKind(
                order.toString(),
                template,
                order.target().orElse(target),
                template.effect().apply(Arguments.of(order, template.parameters())));
    }
}
