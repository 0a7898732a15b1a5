package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A firewall chain of one fault, beside that of partitions ({@link Firewall}), so that several faults of the network can
 * hold at once. Jumped to from the first place of its hook, in both address families. Pure: renders commands, runs none.
 *
 * <p>A node is switched by one transaction for each family, which holds the whole content of the chain. No other chain is
 * read or written.
 *
 * @param name begins with {@code PARTITA_}
 * @param hook where packets are looked at
 */
public record OwnChain(String name, Hook hook) {

    /** Packets between nodes are lost by chance. */
    public static final OwnChain FLAKY = new OwnChain("PARTITA_FLAKY", Hook.INPUT);

    /** Connections between nodes are reset. */
    public static final OwnChain RESET = new OwnChain("PARTITA_RESET", Hook.INPUT);

    /** Packets between nodes to and from some ports are dropped. */
    public static final OwnChain PORT = new OwnChain("PARTITA_PORT", Hook.INPUT);

    /** Questions for names are dropped. */
    public static final OwnChain DNS = new OwnChain("PARTITA_DNS", Hook.OUTPUT);

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final String PREFIX = Firewall.CHAIN + "_";

    /** Where a chain is jumped to from. */
    public enum Hook {
        /** Packets for the node itself, as they arrive. */
        INPUT,
        /** Packets of the node itself, as they leave. */
        OUTPUT
    }

    public OwnChain {
        Objects.requireNonNull(hook, "hook is null");
        if (!name.matches(PREFIX + "[A-Z]{1,16}")) {
            throw new IllegalArgumentException(name + " is no name of a chain of ours: " + PREFIX + "WORD");
        }
    }

    /**
     * What a chain is to hold, in both address families. Immutable.
     *
     * @param four for IPv4, each without the words that append it: {@code -s 10.0.0.2/32 -j DROP}
     * @param six for IPv6; empty to leave that family alone
     */
    public record Rules(List<String> four, List<String> six) {
        public Rules {
            four = List.copyOf(four);
            six = List.copyOf(six);
        }
    }

    /** How the ledger calls it. */
    public String object() {
        return "firewall chain " + name;
    }

    /** The command that makes the chain hold exactly {@code rules} and be jumped to first, whatever there was before. */
    public Command load(Rules rules) {
        String four = attempts("iptables-restore", rules.four());
        String six = rules.six().isEmpty()
                ? ""
                : "[ ! -e /proc/net/if_inet6 ] && exit 0\n" + attempts("ip6tables-restore", rules.six());
        return command("chain-load", four + "[ $? = 0 ] || exit 1\n" + six);
    }

    /**
     * The command that exits 0 if and only if the node's programs and kernel know what is in {@code rules}, and says why
     * not; changes nothing.
     */
    public Command test(Rules rules) {
        return command(
                "chain-test",
                "iptables-restore --noflush --test -w 5 "
                        + Scripts.hereDocument("PARTITA_TEST", head() + appended(rules.four()) + "COMMIT\n"));
    }

    /** The command that removes the chain and every jump to it. */
    public Command clear() {
        return command("chain-clear", ChainScripts.CLEAR);
    }

    /** The command that exits 0 if and only if nothing of the chain is in the firewall, and prints what is. */
    public Command check() {
        return command("chain-check", ChainScripts.CHECK);
    }

    /** The command that prints the chain's rules with their counters, for {@link ChainReading}. */
    public Command show() {
        return command("chain-show", ChainScripts.SHOW);
    }

    private Command command(String label, String script) {
        return Scripts.command(label, script, name, hook.name()).within(DEADLINE);
    }

    /** Two attempts, for the reason that {@link FirewallScripts#load} gives. */
    private String attempts(String program, List<String> rules) {
        String tail = "-I " + hook + " 1 -j " + name + "\n" + appended(rules) + "COMMIT\n";
        return program + " --noflush -w 5 2>/dev/null "
                + Scripts.hereDocument("PARTITA_AGAIN", head() + "-D " + hook + " -j " + name + "\n" + tail)
                + "[ $? = 0 ] || " + program + " --noflush -w 5 "
                + Scripts.hereDocument("PARTITA_FIRST", head() + tail);
    }

    private String head() {
        return "*filter\n:" + name + " - [0:0]\n";
    }

    private String appended(List<String> rules) {
        return rules.stream().map(rule -> "-A " + name + " " + rule + "\n").collect(Collectors.joining());
    }
}
