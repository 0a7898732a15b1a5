package io.partita.nemesis.node;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long TCP connections from one node to the SSH servers of others take to be made, which is a round trip.
 * Pure: renders the command and reads its output.
 */
public final class ConnectTimes {

    private static final String SCRIPT = """
            shift
            export LC_ALL=C
            rounds=$1; shift
            while [ $# -gt 0 ]; do
              bash -c '
                times=
                for ((i = 0; i < $2; i++)); do
                  begin=$EPOCHREALTIME
                  exec 3<>"/dev/tcp/$1/22" || break
                  end=$EPOCHREALTIME
                  exec 3>&-
                  times="$times $((${end/./} - ${begin/./}))"
                done
                echo "$0$times"
              ' "$1" "$2" "$rounds" 2>/dev/null &
              shift 2
            done
            wait
            exit 0
            """;

    private ConnectTimes() {}

    /** The command that makes {@code rounds} connections to every one of {@code targets}, one after another. */
    public static Command command(List<Node> targets, int rounds) {
        var words = new ArrayList<>(List.of(Integer.toString(rounds)));
        targets.forEach(target -> words.addAll(List.of(target.name(), target.address())));
        return Scripts.command("connect-times", SCRIPT, words.toArray(String[]::new))
                .within(Duration.ofSeconds(30));
    }

    /** The times in microseconds, by name; none where no connection could be made. */
    public static Map<String, List<Long>> parse(String output) {
        var times = new LinkedHashMap<String, List<Long>>();
        output.lines().sorted().forEach(line -> {
            String[] word = line.split(" ");
            times.put(word[0], Arrays.stream(word).skip(1).map(Long::valueOf).toList());
        });
        return times;
    }
}
