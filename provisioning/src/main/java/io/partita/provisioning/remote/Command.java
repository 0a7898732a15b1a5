package io.partita.provisioning.remote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A command for a node: words, never a shell string. Immutable.
 *
 * @param argv program and arguments, each reaching the program unchanged
 * @param stdin what the command reads on standard input; empty for nothing
 * @param deadline how long it may run before it is killed with its whole process group
 * @param idempotent whether running it twice is the same as running it once; only then is it sent again after the
 *     connection broke
 */
public record Command(List<String> argv, byte[] stdin, Duration deadline, boolean idempotent) {

    /** The deadline of a command that names none. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

    private static final byte[] NOTHING = {};

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least a program");
        }
        stdin = stdin.clone();
        Objects.requireNonNull(deadline, "deadline is null");
    }

    /** A command with no input, the default deadline, at most once. */
    public static Command of(String... argv) {
        return new Command(List.of(argv), NOTHING, DEFAULT_DEADLINE, false);
    }

    /** A POSIX shell script, passed on standard input of {@code sh -s}, with positional arguments. */
    public static Command script(String script, String... arguments) {
        var argv = new ArrayList<>(List.of("sh", "-s", "--"));
        argv.addAll(List.of(arguments));
        return new Command(argv, script.getBytes(StandardCharsets.UTF_8), DEFAULT_DEADLINE, false);
    }

    /**
     * One command that runs {@code commands} one after another, all of them, and exits with the status of the first that
     * failed. Their inputs must be text; the deadline is the sum of theirs. Idempotent if all are.
     */
    public static Command sequence(List<Command> commands) {
        var script = new StringBuilder("status=0\n");
        Duration deadline = Duration.ZERO;
        boolean idempotent = true;
        for (Command command : commands) {
            String input = new String(command.stdin, StandardCharsets.UTF_8);
            String end = "PARTITA_" + RemoteShell.newMark();
            script.append(ShellQuoting.quote(command.argv))
                    .append(" <<'" + end + "' || { code=$?; [ $status != 0 ] || status=$code; }\n")
                    .append(input)
                    .append(input.isEmpty() || input.endsWith("\n") ? "" : "\n")
                    .append(end + "\n");
            deadline = deadline.plus(command.deadline);
            idempotent &= command.idempotent;
        }
        Command all = script(script.append("exit $status\n").toString()).within(deadline);
        return idempotent ? all.asIdempotent() : all;
    }

    /** Program and arguments on one line, for messages; a script among the arguments is left out. */
    String words() {
        return argv.stream().map(word -> word.contains("\n") ? "…" : word).collect(Collectors.joining(" "));
    }

    /** The same command with this standard input. */
    public Command withStdin(byte[] input) {
        return new Command(argv, input, deadline, idempotent);
    }

    /** The same command with this deadline. */
    public Command within(Duration limit) {
        return new Command(argv, stdin, limit, idempotent);
    }

    /** The same command, declared safe to send twice. */
    public Command asIdempotent() {
        return new Command(argv, stdin, deadline, true);
    }
}
