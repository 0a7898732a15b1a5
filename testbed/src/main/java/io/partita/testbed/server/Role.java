package io.partita.testbed.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a process can be, and the ports it has if it is not told others. */
public enum Role {
    MASTER(5050, LogForm.MESOS),
    AGENT(5051, LogForm.MESOS),
    /** Receives messages on one port and answers HTTP on another. */
    MARATHON(8090, LogForm.MARATHON) {
        @Override
        Optional<Integer> httpPort() {
            return Optional.of(8080);
        }
    },
    DISCOVERY(8123, LogForm.MESOS);

    private final int port;
    private final LogForm logForm;

    Role(int port, LogForm logForm) {
        this.port = port;
        this.logForm = logForm;
    }

    /** The role called {@code name} on the command line. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(name))
                .findFirst();
    }

    int port() {
        return port;
    }

    /** Where it answers HTTP, if not where it receives messages. */
    Optional<Integer> httpPort() {
        return Optional.empty();
    }

    public LogForm logForm() {
        return logForm;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
