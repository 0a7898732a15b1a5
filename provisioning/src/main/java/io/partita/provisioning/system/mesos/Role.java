package io.partita.provisioning.system.mesos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node can be. The order is that in which they are set up. */
public enum Role {
    ZOOKEEPER(List.of(), Set.of()),
    MASTER(List.of(5050), Set.of(ZOOKEEPER)),
    AGENT(List.of(5051), Set.of(ZOOKEEPER, MASTER)),
    MARATHON(List.of(8080, 8090), Set.of(ZOOKEEPER, MASTER)),
    DISCOVERY(List.of(8123), Set.of(MASTER));

    private final List<Integer> ports;
    private final Set<Role> needs;

    Role(List<Integer> ports, Set<Role> needs) {
        this.ports = ports;
        this.needs = needs;
    }

    /**
     * The role called {@code label}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role named(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no role \"" + label + "\": expected one of "
                        + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
    }

    /** Its name in settings and directories. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The TCP ports it usually listens on, HTTP first; those of ZooKeeper are in its own settings. */
    public List<Integer> ports() {
        return ports;
    }

    /** The usual port that answers HTTP. */
    public int httpPort() {
        return ports.get(0);
    }

    /** The roles without which it is of no use. */
    public Set<Role> needs() {
        return needs;
    }
}
