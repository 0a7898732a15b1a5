package io.partita.provisioning.system.mesos.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** When the link to an agent's last checkpoints is removed before it starts, so that it registers as a new agent. */
enum WipeMeta {
    /** Not at all: an agent that cannot recover ends as often as it is started. */
    NEVER,
    /** Once for each start of the supervisor, if the last run said that it cannot recover: what the agent itself advises. */
    ON_FAILURE,
    /** Before every start. */
    ALWAYS;

    static final String CHOICES = Arrays.stream(values()).map(WipeMeta::label).collect(Collectors.joining(", "));

    static Optional<WipeMeta> named(String label) {
        return Arrays.stream(values())
                .filter(value -> value.label().equals(label))
                .findFirst();
    }

    /** Its name in settings. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
