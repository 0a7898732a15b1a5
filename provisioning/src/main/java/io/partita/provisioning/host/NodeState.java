package io.partita.provisioning.host;

import java.util.Locale;

/**
 * What the machine that carries a node says of it. Immutable.
 *
 * @param power whether it runs
 * @param boot a word that no other start of the node has; empty if it is off
 * @param cpuNanos the time on the cpu that it has used since it began, in ns; 0 if it is off
 */
public record NodeState(Power power, String boot, long cpuNanos) {

    /** Whether a node runs. */
    public enum Power {
        OFF,
        FROZEN,
        RUNNING
    }

    /** Reads what {@link NodeHost#state} printed. */
    public static NodeState parse(String output) {
        String[] words = output.strip().split(" ");
        Power power = Power.valueOf(words[0].toUpperCase(Locale.ROOT));
        return power == Power.OFF
                ? new NodeState(power, "", 0)
                : new NodeState(power, words[1], Long.parseLong(words[2]));
    }
}
