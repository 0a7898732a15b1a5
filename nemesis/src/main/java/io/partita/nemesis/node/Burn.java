package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;

/** Keeps one core of a node busy for half a second, to see what it gets. Pure: renders the command. */
public final class Burn {

    private static final String SCRIPT = """
            now() { read -r up _ </proc/uptime; echo "${up%.*}${up#*.}"; }
            end=$(($(now) + 50))
            while [ "$(now)" -lt "$end" ]; do
              i=0
              while [ "$i" -lt 5000 ]; do i=$((i + 1)); done
            done
            """;

    private Burn() {}

    /** The command. */
    public static Command command() {
        return Scripts.command("burn", SCRIPT).within(Duration.ofSeconds(30));
    }
}
