package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Makes commands of shell scripts. */
final class Scripts {

    /** The directory on a node that holds everything of ours, gone after a reboot as the faults are. */
    static final String HOME = "/run/partita";

    private Scripts() {}

    /**
     * An idempotent command that feeds {@code script} to a shell. The {@code label} is the script's first argument: it
     * is what {@code ps} on the node and a simulated node show of it.
     */
    static Command command(String label, String script, String... arguments) {
        var words = new ArrayList<>(List.of(label));
        words.addAll(Arrays.asList(arguments));
        return Command.script(script, words.toArray(String[]::new)).asIdempotent();
    }

    /** {@code word} in single quotes, so that a POSIX shell reads it unchanged. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** {@code command} as a shell script that does the same. */
    static String file(Command command) {
        String words = command.argv().stream().map(Scripts::quoted).collect(Collectors.joining(" "));
        return words + " " + hereDocument("PARTITA_STDIN", new String(command.stdin(), StandardCharsets.UTF_8));
    }

    /** A here-document with {@code text}, which the shell leaves as it is. */
    static String hereDocument(String delimiter, String text) {
        if (text.lines().anyMatch(delimiter::equals)) {
            throw new IllegalArgumentException("a script contains the line " + delimiter);
        }
        return "<<'" + delimiter + "'\n" + text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + delimiter
                + "\n";
    }
}
