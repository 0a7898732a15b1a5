package io.partita.nemesis.node;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's firewall holds of one chain of ours, as {@link OwnChain#show()} printed it. Immutable.
 *
 * @param ahead whether the IPv4 jump to it stands before every rule of its hook that is not ours
 * @param anything whether the chain, a rule in it or a jump to it is there
 * @param rules its rules in order, of both families
 */
public record ChainReading(boolean ahead, boolean anything, List<Rule> rules) {

    private static final Pattern LINE = Pattern.compile("(\\S+) \\[(\\d+):\\d+] -A (\\S+)(.*)");
    private static final Pattern SOURCE = Pattern.compile(" -s ([^/ ]+)(?:/\\d+)?(?: .*)?");

    public ChainReading {
        rules = List.copyOf(rules);
    }

    /**
     * A rule.
     *
     * @param packets how many have met it since the chain was loaded
     * @param text what follows the chain's name
     */
    public record Rule(long packets, String text) {
        /** Whether it is about packets from {@code address} alone. */
        boolean isAbout(String address) {
            Matcher source = SOURCE.matcher(text);
            return source.matches() && source.group(1).equals(address);
        }
    }

    /** Reads the output of {@link OwnChain#show()} of {@code chain}. */
    public static ChainReading parse(OwnChain chain, String output) {
        var rules = new ArrayList<Rule>();
        boolean ahead = false;
        boolean foreign = false;
        boolean anything = false;
        for (String line : output.lines().toList()) {
            anything |= line.matches(".*[: ]" + chain.name() + "( .*)?");
            Matcher rule = LINE.matcher(line);
            if (!rule.matches()) {
                continue;
            }
            if (rule.group(3).equals(chain.name())) {
                rules.add(new Rule(Long.parseLong(rule.group(2)), rule.group(4)));
            } else if (rule.group(1).equals("iptables")
                    && rule.group(3).equals(chain.hook().name())) {
                ahead |= !foreign && rule.group(4).strip().equals("-j " + chain.name());
                foreign |= !rule.group(4).contains("-j " + Firewall.CHAIN);
            }
        }
        return new ChainReading(ahead, anything, rules);
    }

    /** How many packets from {@code addresses} have met the rules about each of them, from the first rule to the last. */
    public List<Long> packetsFrom(List<String> addresses) {
        var sums = new ArrayList<Long>();
        for (String address : addresses) {
            int place = 0;
            for (Rule rule : rules) {
                if (rule.isAbout(address)) {
                    if (place == sums.size()) {
                        sums.add(0L);
                    }
                    sums.set(place, sums.get(place) + rule.packets());
                    place++;
                }
            }
        }
        return sums;
    }
}
