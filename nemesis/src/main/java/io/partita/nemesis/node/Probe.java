package io.partita.nemesis.node;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries TCP connections from one node to others, all at once. Pure: renders the command and reads its output. */
public final class Probe {

    /** Long enough for a busy node to answer on a local network; silence is measured again before it counts. */
    private static final String PATIENCE_SECONDS = "0.4";

    private static final String SCRIPT = """
            shift
            patience=$1; shift
            export LC_ALL=C
            while [ $# -gt 0 ]; do
              {
                said=$(timeout "$patience" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$2" "$3" 2>&1)
                case "$?:$said" in
                  0:*|*refused*) echo "$1 reached";;
                  *) echo "$1 silent";;
                esac
              } &
              shift 3
            done
            wait
            exit 0
            """;

    private Probe() {}

    /** The command that tries to reach every one of {@code targets}. */
    public static Command command(List<Node> targets) {
        var words = new ArrayList<>(List.of(PATIENCE_SECONDS));
        for (Node target : targets) {
            // Behind a forwarded port the node itself listens on the usual one; a refusal would do as well.
            boolean direct = target.ssh().host().equals(target.address());
            words.addAll(List.of(
                    target.name(),
                    target.address(),
                    Integer.toString(direct ? target.ssh().port() : 22)));
        }
        return Scripts.command("probe", SCRIPT, words.toArray(String[]::new)).within(Duration.ofSeconds(15));
    }

    /** The command that tries to reach {@code port} of every one of {@code targets}; a refusal will do. */
    public static Command command(List<Node> targets, int port) {
        var words = new ArrayList<>(List.of(PATIENCE_SECONDS));
        targets.forEach(target -> words.addAll(List.of(target.name(), target.address(), Integer.toString(port))));
        return Scripts.command("probe", SCRIPT, words.toArray(String[]::new)).within(Duration.ofSeconds(15));
    }

    /** Whether each target was reached, by name. */
    public static Map<String, Boolean> parse(String output) {
        var row = new LinkedHashMap<String, Boolean>();
        output.lines().sorted().forEach(line -> {
            String[] word = line.split(" ", 2);
            row.put(word[0], word[1].equals("reached"));
        });
        return row;
    }
}
