package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;

/** Asks a node when its first process began, as its own kernel says. Pure: renders the command. */
public final class Boot {

    private Boot() {}

    /** The command that prints it, in clock ticks since the kernel began. */
    public static Command began() {
        return Scripts.command("boot-began", "sed 's/^.*) //' /proc/1/stat | cut -d ' ' -f 20\n")
                .within(Duration.ofSeconds(10));
    }
}
