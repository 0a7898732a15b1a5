package io.partita.nemesis.node;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends UDP datagrams of one byte from one node to others, to the port where they are discarded. Pure: renders the command
 * and reads its output.
 */
public final class Datagrams {

    /** A datagram that the answer to an earlier one keeps from being sent ("refused") is not counted as sent. */
    private static final String SCRIPT = """
            shift
            count=$1; shift
            while [ $# -gt 0 ]; do
              bash -c '
                exec 3>"/dev/udp/$1/9" || exit 0
                sent=0
                for ((i = 0; i < $2; i++)); do printf x >&3 && sent=$((sent + 1)); done
                echo "$0 $sent"
              ' "$1" "$2" "$count" 2>/dev/null &
              shift 2
            done
            wait
            exit 0
            """;

    private Datagrams() {}

    /** The command that sends {@code count} to every one of {@code targets}. */
    public static Command send(List<Node> targets, int count) {
        var words = new ArrayList<>(List.of(Integer.toString(count)));
        targets.forEach(target -> words.addAll(List.of(target.name(), target.address())));
        return Scripts.command("datagrams", SCRIPT, words.toArray(String[]::new))
                .within(Duration.ofSeconds(30));
    }

    /** How many were sent to each, by name. */
    public static Map<String, Long> parse(String output) {
        var sent = new LinkedHashMap<String, Long>();
        output.lines().sorted().forEach(line -> {
            String[] word = line.split(" ", 2);
            sent.put(word[0], Long.parseLong(word[1]));
        });
        return sent;
    }
}
