package io.partita.nemesis.node;

import io.partita.nemesis.node.FirewallScripts.FamilyRules;
import io.partita.nemesis.target.Cut;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node's firewall as the nemesis uses it: one chain of our own in each address family, jumped to from the first place
 * of INPUT, ahead of any rule that would accept. Pure: renders commands, runs none.
 *
 * <p>A node is switched by one transaction that holds the whole content of the chain, so no half-made cut exists, the
 * result depends on the last command only, and no foreign rule is read or written. Packets are dropped where they
 * arrive, by their source address. Packets from the control node leave the chain before any drop; they RETURN rather
 * than ACCEPT, so that the node's own rules hold for them as they did without us.
 *
 * <p>Other faults have chains of their own, whose names begin with ours; nothing here reads or writes those.
 */
public final class Firewall {

    /** The name of the chain. */
    public static final String CHAIN = "PARTITA";

    /** How the ledger calls the chain. */
    public static final String OBJECT = "firewall chain " + CHAIN;

    private static final String IPTABLES = "iptables";
    private static final String IP6TABLES = "ip6tables";

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Firewall() {}

    /**
     * The command that makes {@code node} drop exactly what {@code cut} says, whatever it dropped before.
     *
     * @param addresses the addresses of every node, by name
     * @param controlAddress the address that is never dropped
     * @throws IllegalArgumentException if the cut would drop the control node
     */
    public static Command switchTo(Cut cut, String node, Map<String, List<String>> addresses, String controlAddress) {
        var sources = new LinkedHashMap<String, String>();
        for (String source : cut.sourcesDroppedBy(node)) {
            for (String address : addresses.get(source)) {
                if (address.equals(controlAddress)) {
                    throw new IllegalArgumentException("cutting " + source + " (" + address + ") from " + node
                            + " would cut off the control node, which has the same address;"
                            + " run it on a machine of its own");
                }
                sources.put(address, source);
            }
        }
        var rules = new ArrayList<FamilyRules>();
        for (String family : families(addresses)) {
            rules.add(new FamilyRules(family, rules(family, sources.keySet(), controlAddress)));
        }
        return inOneWord("firewall-switch", FirewallScripts.load(rules));
    }

    /**
     * The command that undoes {@link #switchTo} as fast as it was done. It ends well if and only if our chain is gone
     * from where that puts it; {@link #clear()} looks everywhere.
     *
     * @param addresses those of {@link #switchTo}
     */
    public static Command mend(Map<String, List<String>> addresses) {
        return inOneWord("firewall-mend", FirewallScripts.mend(families(addresses)));
    }

    /** The command that removes our chain and every jump to it, from both packet filters. */
    public static Command clear() {
        return Scripts.command("firewall-clear", FirewallScripts.CLEAR).within(DEADLINE);
    }

    /** The command that exits 0 if and only if our chain is in neither packet filter, and prints what of it is. */
    public static Command check() {
        return Scripts.command("firewall-check", FirewallScripts.CHECK).within(DEADLINE);
    }

    /** The command that prints our rules with their counters, for {@link FirewallReading}. */
    public static Command show() {
        return Scripts.command("firewall-show", FirewallScripts.SHOW).within(DEADLINE);
    }

    /** A script as an argument: the fast path starts one program less for it than for one on standard input. */
    private static Command inOneWord(String label, String script) {
        return Command.of("sh", "-c", script, label).asIdempotent().within(DEADLINE);
    }

    /** The families to switch: both if any node has addresses of both. */
    private static List<String> families(Map<String, List<String>> addresses) {
        boolean both = addresses.values().stream().flatMap(List::stream).anyMatch(Firewall::isIpv6);
        return both ? List.of(IPTABLES, IP6TABLES) : List.of(IPTABLES);
    }

    private static String rules(String program, Collection<String> sources, String control) {
        Predicate<String> family = program.equals(IPTABLES) ? Firewall::isIpv4 : Firewall::isIpv6;
        String bits = program.equals(IPTABLES) ? "/32" : "/128";
        String exempt = family.test(control) ? "-A PARTITA -s " + control + bits + " -j RETURN\n" : "";
        return exempt
                + sources.stream()
                        .filter(family)
                        .map(address -> "-A PARTITA -s " + address + bits + " -j DROP\n")
                        .collect(Collectors.joining());
    }

    static boolean isIpv4(String address) {
        return IPV4.matcher(address).matches();
    }

    static boolean isIpv6(String address) {
        return IPV6.matcher(address).matches();
    }
}
