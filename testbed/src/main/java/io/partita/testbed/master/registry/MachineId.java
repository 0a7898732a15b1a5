package io.partita.testbed.master.registry;

/**
 * A machine as operators name it; both parts must fit an agent's.
 *
 * @param hostname empty if it is not given
 * @param ip empty if it is not given
 */
public record MachineId(String hostname, String ip) {

    @Override
    public String toString() {
        return hostname + " (" + ip + ")";
    }
}
