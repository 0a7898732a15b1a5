package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a node finds out addresses by names. Pure: renders commands and reads what they print. */
public final class NameService {

    /** What drops every question that leaves a node, be it for a server on the node itself. */
    public static final OwnChain.Rules SILENCED;

    static {
        List<String> drops = List.of("-p udp -m udp --dport 53 -j DROP", "-p tcp -m tcp --dport 53 -j DROP");
        SILENCED = new OwnChain.Rules(drops, drops);
    }

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Prints the servers that are asked; none if names are looked up in files alone. */
    private static final String SERVERS = """
            if [ -r /etc/nsswitch.conf ] && grep -q '^[[:space:]]*hosts:' /etc/nsswitch.conf; then
              grep -Eq '^[[:space:]]*hosts:.*(dns|resolve)' /etc/nsswitch.conf || exit 0
            fi
            sed -n 's/^[[:space:]]*nameserver[[:space:]]\\{1,\\}\\([^[:space:]]*\\).*/\\1/p' /etc/resolv.conf 2>/dev/null
            exit 0
            """;

    /** Asks each server for the servers of the root, by UDP; then tries to connect by TCP, for the counter alone. */
    private static final String ASK = """
            shift
            while [ $# -gt 0 ]; do
              {
                timeout 1 bash -c '
                  exec 3<>"/dev/udp/$0/53" || exit 1
                  printf "\\\\x50\\\\x41\\\\1\\\\0\\\\0\\\\1\\\\0\\\\0\\\\0\\\\0\\\\0\\\\0\\\\0\\\\0\\\\2\\\\0\\\\1" >&3 || exit 1
                  IFS= read -r -n 1 -d "" -t 0.5 answer <&3' "$1" 2>/dev/null
                if [ $? = 0 ]; then echo "$1 answered"; else echo "$1 silent"; fi
                timeout 0.3 bash -c 'exec 3<>"/dev/tcp/$0/53"' "$1" 2>/dev/null
              } &
              shift
            done
            wait
            exit 0
            """;

    private NameService() {}

    /** The command that prints the name servers of a node, one in each line. */
    public static Command servers() {
        return Scripts.command("name-servers", SERVERS).within(DEADLINE);
    }

    /** The command that asks each of {@code servers} something. */
    public static Command ask(List<String> servers) {
        return Scripts.command("name-ask", ASK, servers.toArray(String[]::new)).within(DEADLINE);
    }

    /** Whether each server answered. */
    public static Map<String, Boolean> parse(String output) {
        var answered = new LinkedHashMap<String, Boolean>();
        output.lines().sorted().forEach(line -> {
            String[] word = line.split(" ", 2);
            answered.put(word[0], word[1].equals("answered"));
        });
        return answered;
    }
}
