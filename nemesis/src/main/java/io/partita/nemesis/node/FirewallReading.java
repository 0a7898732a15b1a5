package io.partita.nemesis.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's firewall holds of ours, as {@link Firewall#show()} printed it. Immutable.
 *
 * @param jumpFirst whether the IPv4 jump to our chain is the first rule of INPUT
 * @param anything whether any chain, rule or jump of ours is there
 * @param dropped packets dropped since the last switch, by source address
 */
public record FirewallReading(boolean jumpFirst, boolean anything, Map<String, Long> dropped) {

    private static final Pattern DROP =
            Pattern.compile("\\S+ \\[(\\d+):\\d+] -A PARTITA -s ([^/ ]+)(?:/\\d+)? -j DROP\\s*");
    private static final Pattern INPUT = Pattern.compile("iptables \\[\\d+:\\d+] -A INPUT (.*\\S)\\s*");

    public FirewallReading {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }

    /** Reads the output of {@link Firewall#show()}. */
    public static FirewallReading parse(String output) {
        String firstInput = null;
        boolean anything = false;
        var dropped = new LinkedHashMap<String, Long>();
        for (String line : output.lines().toList()) {
            anything |= line.contains(Firewall.CHAIN);
            Matcher drop = DROP.matcher(line);
            Matcher input = INPUT.matcher(line);
            if (drop.matches()) {
                dropped.merge(drop.group(2), Long.parseLong(drop.group(1)), Long::sum);
            } else if (input.matches() && firstInput == null) {
                firstInput = input.group(1);
            }
        }
        return new FirewallReading(("-j " + Firewall.CHAIN).equals(firstInput), anything, dropped);
    }
}
