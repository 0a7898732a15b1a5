package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.util.ArrayList;
import java.util.List;

/** A user's own command on a node. Pure: renders commands, runs none. */
public final class UserCommand {

    /** The legacy programs go by the names under which they are called. */
    private static final String RUN = """
            bin=
            if [ -e /proc/net/ip_tables_names ] && command -v iptables-legacy >/dev/null; then
              bin=/run/partita/bin.$$
              mkdir -p "$bin" || exit 1
              for program in iptables ip6tables; do
                for verb in '' -save -restore; do
                  real=$(command -v "$program-legacy$verb") && ln -s "$real" "$bin/$program$verb"
                done
              done
              PATH=$bin:$PATH
            fi
            "$@"
            status=$?
            [ -z "$bin" ] || rm -rf "$bin"
            exit $status
            """;

    private UserCommand() {}

    /** {@code argv} with an {@code iptables} and {@code ip6tables} that work on the tables in which our chain is. */
    public static Command of(List<String> argv) {
        var words = new ArrayList<>(List.of("sh", "-c", RUN, "command"));
        words.addAll(argv);
        return Command.of(words.toArray(String[]::new));
    }
}
