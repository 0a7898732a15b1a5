package io.partita.nemesis.node;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's firewall holds of ours, as {@link Firewall#show()} printed it. Immutable.
 *
 * @param jumpFirst whether the IPv4 jump to our chain is the first rule of INPUT in its packet filter, but for jumps to
 *     the chains of other faults
 * @param anything whether our chain, a rule in it or a jump to it is there
 * @param dropped packets dropped since the last switch, by source address
 */
public record FirewallReading(boolean jumpFirst, boolean anything, Map<String, Long> dropped) {

    private static final Pattern DROP =
            Pattern.compile("\\S+ \\[(\\d+):\\d+] -A PARTITA -s ([^/ ]+)(?:/\\d+)? -j DROP\\s*");
    private static final Pattern INPUT = Pattern.compile("(iptables\\S*) \\[\\d+:\\d+] -A INPUT (.*\\S)\\s*");
    private static final Pattern OURS = Pattern.compile(".*[ :]" + Firewall.CHAIN + "(?: .*)?");
    private static final Pattern JUMP_TO_ANOTHER_OF_OURS = Pattern.compile(".*-j " + Firewall.CHAIN + "\\S.*");

    public FirewallReading {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    }

    /** Reads the output of {@link Firewall#show()}. */
    public static FirewallReading parse(String output) {
        var firstInput = new HashMap<String, String>();
        boolean anything = false;
        var dropped = new LinkedHashMap<String, Long>();
        for (String line : output.lines().toList()) {
            anything |= OURS.matcher(line).matches();
            Matcher drop = DROP.matcher(line);
            Matcher input = INPUT.matcher(line);
            if (drop.matches()) {
                dropped.merge(drop.group(2), Long.parseLong(drop.group(1)), Long::sum);
            } else if (input.matches()
                    && !JUMP_TO_ANOTHER_OF_OURS.matcher(input.group(2)).matches()) {
                firstInput.putIfAbsent(input.group(1), input.group(2));
            }
        }
        return new FirewallReading(firstInput.containsValue("-j " + Firewall.CHAIN), anything, dropped);
    }
}
