package io.partita.provisioning.remote;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The shell text that runs on the nodes. POSIX sh and coreutils only. */
final class RemoteShell {

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Makes the command the leader of a process group of its own, so that it can be killed with all its children, and
     * says the group's number first of all. OpenSSH's sshd starts each command in a session of its own, which is seen
     * by the existence of a group with the shell's number; then nothing is left to do and a signal that ends the
     * command is reported as such. Under any other server, setsid makes the group.
     */
    private static final String IN_OWN_GROUP = """
            if kill -s 0 -- -$$ 2>/dev/null; then printf '%s%s\\n' "$0" $$; exec "$@"; fi
            exec setsid -w sh -c 'printf "%s%s\\n" "$0" $$; exec "$@"' "$0" "$@\"""";

    /**
     * Serves commands, three lines each: a marker, the length of the input that follows, the quoted words. Every
     * command runs in a subshell that it replaces, so it can be no builtin and cannot end this loop. Its output goes
     * straight out; then both streams get the marker, standard output also the status. Input that the command did not
     * read is read away, else the next command would be found in it.
     */
    private static final String SERVE = """
            partita_nl='
            '
            while IFS= read -r partita_mark && IFS= read -r partita_size && IFS= read -r partita_words; do
              if [ "$partita_size" -eq 0 ]; then
                (eval "exec $partita_words") </dev/null
              else
                head -c "$partita_size" | {
                  (eval "exec $partita_words")
                  partita_status=$?
                  while IFS= read -r partita_rest; do :; done
                  exit $partita_status
                }
              fi
              partita_status=$?
              printf '%s' "$partita_mark" >&2
              printf '%s%s\\n' "$partita_mark" $partita_status
            done
            """;

    private RemoteShell() {}

    /** A text that no output contains by chance or by design: 128 random bits. */
    static String newMark() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The text that runs {@code argv} in a group of its own, after printing {@code mark}, the group and a line break. */
    static String inOwnGroup(String mark, List<String> argv) {
        return "exec sh -c " + ShellQuoting.quote(IN_OWN_GROUP) + " " + mark + " " + ShellQuoting.quote(argv);
    }

    /** The program that serves the fast path. */
    static List<String> serve() {
        return List.of("sh", "-c", SERVE);
    }

    /** What the program of {@link #serve} reads before the input of a command of {@code size} bytes. */
    static String request(String mark, int size, List<String> argv) {
        return mark + "\n" + size + "\n" + ShellQuoting.quoteOnOneLine(argv, "partita_nl") + "\n";
    }

    /** The text that kills a process group. */
    static String killGroup(long group) {
        return "kill -s KILL -- -" + group;
    }
}
