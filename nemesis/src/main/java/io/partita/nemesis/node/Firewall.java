package io.partita.nemesis.node;

import io.partita.nemesis.target.Cut;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node's firewall as the nemesis uses it: one chain of our own in each address family, jumped to from the first place
 * of INPUT, ahead of any rule that would accept. Pure: renders commands, runs none.
 *
 * <p>A node is switched by one transaction that holds the whole content of the chain, so no half-made cut exists, the
 * result depends on the last command only, and no foreign rule is read or written. Packets are dropped where they
 * arrive, by their source address. Packets from the control node leave the chain before any drop; they RETURN rather
 * than ACCEPT, so that the node's own rules hold for them as they did without us.
 */
public final class Firewall {

    /** The name of the chain. */
    public static final String CHAIN = "PARTITA";

    /** How the ledger calls the chain. */
    public static final String OBJECT = "firewall chain " + CHAIN;

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** Ends 0 only if the table can be read and our chain is not in it: an unreadable table proves nothing. */
    private static final String CLEAR = """
            shift
            gone() {
              rules=$("$1" -w 5 -S) || return 1
              case $rules in *PARTITA*) return 1;; esac
            }
            atomically() {
              "$1-restore" --noflush -w 5 2>/dev/null <<'PARTITA_RULES'
            *filter
            -D INPUT -j PARTITA
            -F PARTITA
            -X PARTITA
            COMMIT
            PARTITA_RULES
            }
            piecemeal() {
              while "$1" -w 5 -D INPUT -j PARTITA 2>/dev/null; do :; done
              "$1" -w 5 -F PARTITA 2>/dev/null
              "$1" -w 5 -X PARTITA 2>/dev/null
              gone "$1"
            }
            # The transaction is refused as a whole when the jump is missing or is there twice.
            status=0
            if command -v iptables >/dev/null; then
              atomically iptables || gone iptables || piecemeal iptables || status=1
            fi
            if command -v ip6tables >/dev/null && [ -e /proc/net/if_inet6 ]; then
              gone ip6tables || atomically ip6tables || piecemeal ip6tables || status=1
            fi
            exit $status
            """;

    private static final String SHOW = """
            shift
            show() {
              command -v "$1-save" >/dev/null || return 0
              saved=$("$1-save" -c -t filter) || return 1
              printf '%s\\n' "$saved" | grep -e PARTITA -e '-A INPUT ' | sed "s/^/$1 /"
              return 0
            }
            show iptables || exit 1
            if [ -e /proc/net/if_inet6 ]; then show ip6tables || exit 1; fi
            """;

    private static final String CHECK = SHOW.replace("grep -e PARTITA -e '-A INPUT '", "grep -e PARTITA") + """
            [ -z "$(show iptables; [ ! -e /proc/net/if_inet6 ] || show ip6tables)" ]
            """;

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
        boolean both = addresses.values().stream().flatMap(List::stream).anyMatch(Firewall::isIpv6);
        String four = load("iptables-restore", "/32", sources.keySet().stream(), controlAddress, Firewall::isIpv4);
        String six = load("ip6tables-restore", "/128", sources.keySet().stream(), controlAddress, Firewall::isIpv6);
        String script =
                both ? "{\n" + six + "} & six=$!\n{\n" + four + "}; four=$?\nwait $six && [ $four = 0 ]\n" : four;
        return Scripts.command("firewall-switch", script).within(DEADLINE);
    }

    /** The command that removes our chain and every jump to it. */
    public static Command clear() {
        return Scripts.command("firewall-clear", CLEAR).within(DEADLINE);
    }

    /** The command that exits 0 if and only if nothing of ours is in the firewall, and prints what is. */
    public static Command check() {
        return Scripts.command("firewall-check", CHECK).within(DEADLINE);
    }

    /** The command that prints our rules with their counters, for {@link FirewallReading}. */
    public static Command show() {
        return Scripts.command("firewall-show", SHOW).within(DEADLINE);
    }

    /**
     * Two attempts, because a transaction cannot say "delete if there": the first supposes that the jump exists and
     * moves it to the first place, the second that it does not. A refused attempt changes nothing.
     */
    private static String load(
            String tool, String bits, Stream<String> sources, String control, Predicate<String> family) {
        String exempt = family.test(control) ? "-A PARTITA -s " + control + bits + " -j RETURN\n" : "";
        String drops = sources.filter(family)
                .map(address -> "-A PARTITA -s " + address + bits + " -j DROP\n")
                .collect(Collectors.joining());
        String head = "*filter\n:PARTITA - [0:0]\n";
        String tail = "-I INPUT 1 -j PARTITA\n" + exempt + drops + "COMMIT\n";
        return tool + " --noflush -w 5 2>/dev/null "
                + Scripts.hereDocument("PARTITA_AGAIN", head + "-D INPUT -j PARTITA\n" + tail)
                + "[ $? = 0 ] || " + tool + " --noflush -w 5 "
                + Scripts.hereDocument("PARTITA_FIRST", head + tail);
    }

    static boolean isIpv4(String address) {
        return IPV4.matcher(address).matches();
    }

    static boolean isIpv6(String address) {
        return IPV6.matcher(address).matches();
    }
}
