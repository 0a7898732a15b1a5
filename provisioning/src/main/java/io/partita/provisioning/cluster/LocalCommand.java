package io.partita.provisioning.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.environment.EnvironmentUtils;

/**
 * Runs a program on this machine, with exactly the given arguments, within a deadline. Immutable and thread safe.
 *
 * <p>Two properties of Commons Exec are worked around. It trims white space from arguments, so the program's
 * arguments do not travel as arguments: they are quoted into one environment variable that a shell evaluates. Its
 * watchdog ends the direct child only, so the deadline is kept by {@code timeout(1)}, which puts the program into a
 * process group of its own and kills the group; that group also keeps a Ctrl-C typed at the control node away from it.
 */
final class LocalCommand {

    private static final String ARGUMENTS = "PARTITA_ARGV";
    private static final String MARK = "PARTITA_CLUSTER";
    private static final String EVALUATE =
            "argv=$" + ARGUMENTS + "; unset " + ARGUMENTS + "; eval \"unset argv; exec $argv\"";
    private static final int KEPT_OUTPUT = 1 << 20;
    private static final int SHOWN_STDERR = 600;
    /** How long output may still be read after the program ended: a daemon that it left may hold the pipe open. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final List<String> argv;
    private final Duration deadline;
    private final byte[] stdin;
    private final String mark;

    private LocalCommand(List<String> argv, Duration deadline, byte[] stdin, String mark) {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the name of a program");
        }
        if (argv.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("an argument of " + argv.get(0) + " contains a NUL character");
        }
        this.argv = argv;
        this.deadline = deadline;
        this.stdin = stdin;
        this.mark = mark;
    }

    static LocalCommand of(String... argv) {
        return new LocalCommand(List.of(argv), Duration.ofSeconds(30), new byte[0], "");
    }

    static LocalCommand of(List<String> argv) {
        return of(argv.toArray(String[]::new));
    }

    LocalCommand within(Duration limit) {
        return new LocalCommand(argv, limit, stdin, mark);
    }

    LocalCommand withInput(String text) {
        return new LocalCommand(argv, deadline, text.getBytes(StandardCharsets.UTF_8), mark);
    }

    /** Marks the program and what it starts as working on {@code files}, so that {@link #marked} finds them. */
    LocalCommand workingOn(ClusterFiles files) {
        return new LocalCommand(argv, deadline, stdin, files.directory().toString());
    }

    /** Whether {@code process}, a directory in /proc, was started to work on {@code files}. */
    static boolean marked(Path process, ClusterFiles files) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).contains(MARK + "=" + files.directory());
        } catch (IOException e) {
            return false; // it ended meanwhile
        }
    }

    /** How a program ended: its exit status and the last megabyte of each output. */
    record Result(int exitStatus, String stdout, String stderr) {
        boolean succeeded() {
            return exitStatus == 0;
        }
    }

    /**
     * Runs the program and requires exit status 0.
     *
     * @throws ClusterException naming the command, its exit status and the end of its error output
     */
    Result require() {
        Result result = run();
        if (!result.succeeded()) {
            throw new ClusterException(
                    "`" + shown() + "` ended with status " + result.exitStatus() + describe(result.stderr()));
        }
        return result;
    }

    /**
     * Runs the program, whatever its exit status.
     *
     * @throws ClusterException if it cannot be started, exceeds its deadline or the thread is interrupted
     */
    Result run() {
        Tail stdout = new Tail();
        Tail stderr = new Tail();
        long started = System.nanoTime();
        int status = execute(stdout, stderr);
        if (status > 128 && System.nanoTime() - started >= deadline.toNanos()) {
            throw new ClusterException("`" + shown() + "` did not end within " + deadline.toMillis()
                    + " ms and was killed" + describe(stderr.text()));
        }
        return new Result(status, stdout.text(), stderr.text());
    }

    private int execute(OutputStream stdout, OutputStream stderr) {
        CommandLine line = new CommandLine("timeout")
                .addArgument("--signal=KILL", false)
                .addArgument(deadline.toMillis() / 1000.0 + "s", false)
                .addArgument("sh", false)
                .addArgument("-c", false)
                .addArgument(EVALUATE, false);
        InputStream in = new ByteArrayInputStream(stdin);
        PumpStreamHandler streams = new PumpStreamHandler(stdout, stderr, in);
        streams.setStopTimeout(DRAIN);
        DefaultExecutor executor =
                DefaultExecutor.builder().setExecuteStreamHandler(streams).get();
        executor.setExitValues(null);
        try {
            return executor.execute(line, environment());
        } catch (ExecuteException e) {
            return e.getExitValue();
        } catch (IOException e) {
            throw new ClusterException("cannot run `" + shown() + "`: " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(EnvironmentUtils.getProcEnvironment());
        environment.merge("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", (ours, system) -> ours + ":" + system);
        environment.put("LC_ALL", "C");
        environment.put(MARK, mark);
        environment.put(ARGUMENTS, argv.stream().map(LocalCommand::quote).collect(Collectors.joining(" ")));
        return environment;
    }

    private static String quote(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private String shown() {
        return String.join(" ", argv);
    }

    private static String describe(String stderr) {
        String text = stderr.strip();
        if (text.isEmpty()) {
            return "";
        }
        return ": " + (text.length() <= SHOWN_STDERR ? text : "… " + text.substring(text.length() - SHOWN_STDERR));
    }

    /** Keeps the end of what is written to it. Written by a pump thread, read by the caller. */
    private static final class Tail extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, length);
            if (kept.size() > 2 * KEPT_OUTPUT) {
                byte[] all = kept.toByteArray();
                kept.reset();
                kept.write(all, all.length - KEPT_OUTPUT, KEPT_OUTPUT);
            }
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
