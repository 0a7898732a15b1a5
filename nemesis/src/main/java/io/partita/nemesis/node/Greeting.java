package io.partita.nemesis.node;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes TCP connections from one node to others and waits for the first line that the other side says. Pure: renders the
 * command and reads its output.
 */
public final class Greeting {

    /** What became of a connection. */
    public enum Answer {
        /** The other side spoke, or closed it in good order. */
        OPEN,
        /** It was made, and nothing was heard on it. */
        QUIET,
        /** It was made and then reset. */
        RESET,
        /** Nobody listens there. */
        REFUSED,
        /** It was not made. */
        SILENT
    }

    private static final String SCRIPT = """
            shift
            export LC_ALL=C
            while [ $# -gt 0 ]; do
              {
                said=$(timeout 1.2 bash -c '
                  exec 3<>"/dev/tcp/$0/$1" || exit 7
                  IFS= read -r -t 0.6 line <&3
                  if [ $? -gt 128 ]; then echo quiet; else echo open; fi' "$2" "$3" 2>&1)
                case $said in
                  *'reset by peer'*) echo "$1 reset";;
                  quiet) echo "$1 quiet";;
                  open) echo "$1 open";;
                  *refused*) echo "$1 refused";;
                  *) echo "$1 silent";;
                esac
              } &
              shift 3
            done
            wait
            exit 0
            """;

    private Greeting() {}

    /** The command that greets {@code port} of every one of {@code targets}. */
    public static Command command(List<Node> targets, int port) {
        var words = new ArrayList<String>();
        targets.forEach(target -> words.addAll(List.of(target.name(), target.address(), Integer.toString(port))));
        return Scripts.command("greeting", SCRIPT, words.toArray(String[]::new)).within(Duration.ofSeconds(15));
    }

    /** What became of each connection, by name. */
    public static Map<String, Answer> parse(String output) {
        var answers = new LinkedHashMap<String, Answer>();
        output.lines().sorted().forEach(line -> {
            String[] word = line.split(" ", 2);
            answers.put(word[0], Answer.valueOf(word[1].toUpperCase(Locale.ROOT)));
        });
        return answers;
    }
}
