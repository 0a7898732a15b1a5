package io.partita.provisioning.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that serves a run from this machine and never outlives it: it is killed when this is closed, and also when our
 * own process ends without closing it, whatever ended that. Safe for use by several threads.
 *
 * <p>A shell is its guard. It starts the program in a session of its own, which keeps a Ctrl-C typed at the control node
 * away from both, and kills it at the end of its own input. We hold the other end of that input and write nothing, so it
 * ends when it is closed here, or when the system closes it for us.
 */
public final class LocalService implements AutoCloseable {

    private static final String GUARD = "exec 3<&0; \"$@\" </dev/null 3<&- & program=$!; "
            + "(cat <&3 >/dev/null; kill -KILL $program) & watch=$!; "
            + "wait $program; status=$?; kill $watch; exit $status";

    private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");
    private static final int SHOWN_OUTPUT = 600;
    private static final long END_SECONDS = 5;

    private final List<String> argv;
    private final Path output;
    private final Process guard;

    private LocalService(List<String> argv, Path output, Process guard) {
        this.argv = List.copyOf(argv);
        this.output = output;
        this.guard = guard;
    }

    /** Where {@code program} is on this machine, in the directories of the administrator, too; empty if it is not there. */
    public static Optional<Path> program(String program) {
        Stream<String> ours = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(ours, SYSTEM_DIRECTORIES.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a program.
     *
     * @param argv the program, which must stay in the foreground, and its arguments
     * @param output the file that gets what it writes; overwritten
     * @throws ClusterException if nothing can be started at all; whether the program itself runs {@link #isRunning} tells
     */
    public static LocalService start(List<String> argv, Path output) {
        Objects.requireNonNull(output, "output is null");
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a service needs at least the name of a program");
        }
        List<String> guarded = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "sh"));
        guarded.addAll(argv);
        try {
            return new LocalService(
                    argv,
                    output,
                    new ProcessBuilder(guarded)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start());
        } catch (IOException e) {
            throw new ClusterException("cannot start `" + String.join(" ", argv) + "`: " + e.getMessage(), e);
        }
    }

    /** Whether the program has not ended. */
    public boolean isRunning() {
        return guard.isAlive();
    }

    /** The end of what the program wrote so far. */
    public String output() {
        try {
            String text = Files.readString(output).strip();
            return text.length() <= SHOWN_OUTPUT ? text : "… " + text.substring(text.length() - SHOWN_OUTPUT);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Ends the program and waits for that; does nothing if it has ended.
     *
     * @throws ClusterException if it does not end
     */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new ClusterException("`" + String.join(" ", argv) + "` (guarded by process " + guard.pid()
                        + ") did not end within " + END_SECONDS + " s of being killed");
            }
        } catch (IOException e) {
            throw new ClusterException("cannot end `" + String.join(" ", argv) + "`: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            // Its input is closed, so it ends; nobody waits for that.
            Thread.currentThread().interrupt();
        }
    }
}
