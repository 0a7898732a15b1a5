package io.partita.nemesis.node;

import io.partita.nemesis.target.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a node does to packets that come from certain others. Pure. */
public final class LinkRules {

    private LinkRules() {}

    /**
     * The rules by which {@code node} treats what arrives on {@code links}. Packets of the control node leave the chain
     * before any of them.
     *
     * @param addresses the addresses of every node, by name
     * @param controlAddress the address that is left alone
     * @param treatment the rules for one source, which is given as {@code -s 10.0.0.2/32}
     * @throws IllegalArgumentException if a node has the address of the control node
     */
    public static OwnChain.Rules on(
            String node,
            Cut links,
            Map<String, List<String>> addresses,
            String controlAddress,
            Function<String, List<String>> treatment) {
        var sources = new ArrayList<String>();
        for (String source : links.sourcesDroppedBy(node)) {
            if (addresses.get(source).contains(controlAddress)) {
                throw new IllegalArgumentException(source + " has the address of the control node (" + controlAddress
                        + "), which a fault of the network would strike too; run it on a machine of its own");
            }
            sources.addAll(addresses.get(source));
        }
        boolean both = addresses.values().stream().flatMap(List::stream).anyMatch(Firewall::isIpv6);
        return new OwnChain.Rules(
                family(sources, controlAddress, "/32", Firewall::isIpv4, treatment),
                both ? family(sources, controlAddress, "/128", Firewall::isIpv6, treatment) : List.of());
    }

    private static List<String> family(
            List<String> sources,
            String control,
            String bits,
            Predicate<String> isOfFamily,
            Function<String, List<String>> treatment) {
        var rules = new ArrayList<String>();
        if (isOfFamily.test(control)) {
            rules.add("-s " + control + bits + " -j RETURN");
        }
        sources.stream().filter(isOfFamily).forEach(source -> rules.addAll(treatment.apply("-s " + source + bits)));
        return rules;
    }
}
