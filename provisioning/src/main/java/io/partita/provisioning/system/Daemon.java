package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program that runs on nodes in a directory and process group of its own and outlives the SSH session that started it.
 * Keeps no state: everything is read from the node. Immutable, safe for use by several threads; two threads must not
 * start the same daemon on the same node at the same time.
 *
 * <p>A process is taken for the daemon's only if its environment says so, never because its number stands in a pid file:
 * numbers are used again. All methods throw {@link SystemException} with the node, the cause and the next step when the
 * node refuses, and {@link RemoteException} when it cannot be reached.
 *
 * @param directory absolute path of the daemon's directory on every node: letters, digits, {@code . _ -}, at least two levels
 * @param argv program and arguments; started in {@code directory}
 * @param ports TCP ports that must be free before it is started
 */
public record Daemon(String directory, List<String> argv, List<Integer> ports) {

    private static final Pattern DIRECTORY = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*){2,}");
    private static final NodeScript SCRIPT = NodeScript.beside(Daemon.class, "daemon.sh");

    public Daemon {
        if (!isDirectory(directory)) {
            throw new IllegalArgumentException(
                    "not an absolute path of at least two levels without special characters: " + directory);
        }
        argv = List.copyOf(argv);
        ports = List.copyOf(ports);
    }

    /** Whether {@code path} can be the directory of a daemon. */
    public static boolean isDirectory(String path) {
        return DIRECTORY.matcher(Objects.requireNonNull(path, "path is null")).matches();
    }

    /** The same daemon by a clock of its own. */
    public Daemon withClock() {
        return new Daemon(directory, clock().running(argv), ports);
    }

    /** The clock that {@link #withClock} is about. */
    public ProcessClock clock() {
        return ProcessClock.of(directory);
    }

    /** The file that standard output and standard error go to. */
    public String log() {
        return directory + "/daemon.log";
    }

    /** Makes the directory and requires that it has room for {@code megabytes}. */
    public void prepare(Remote node, int megabytes) {
        NodeScript.require(node, node.run(preparation(megabytes)));
    }

    /** The command of {@link #prepare}. */
    public Command preparation(int megabytes) {
        return command("prepare", String.valueOf(megabytes));
    }

    /** Starts the daemon unless it runs or is paused; returns once its process exists. */
    public void start(Remote node) {
        NodeScript.require(node, node.run(startup()));
    }

    /** The command of {@link #start}. */
    public Command startup() {
        return starting("start");
    }

    /** The command for {@link Revivable#revival}: starts the daemon if it does not run, continues it if it is stopped. */
    public Command revival() {
        return starting("revive");
    }

    private Command starting(String verb) {
        List<String> arguments = new ArrayList<>();
        arguments.add(ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        arguments.addAll(argv);
        return command(verb, arguments.toArray(String[]::new));
    }

    /** Sends SIGKILL to the daemon's process group and returns once it is dead; does nothing if none runs. */
    public void kill(Remote node) {
        act(node, "kill");
    }

    /** Sends SIGSTOP to the daemon's process group and returns once it stands still; does nothing if none runs. */
    public void pause(Remote node) {
        act(node, "pause");
    }

    /** Sends SIGCONT to the daemon's process group and returns once it goes on; does nothing if none runs. */
    public void resume(Remote node) {
        act(node, "resume");
    }

    /** What the node's kernel says about the daemon's main process. */
    public ProcessState state(Remote node) {
        String letter = NodeScript.require(node, node.runFast(command("state"))).strip();
        return ProcessState.ofLetter(letter);
    }

    /** The number and the start time of the daemon's main process, which no later process has; empty if none runs. */
    public Optional<String> process(Remote node) {
        return Optional.of(NodeScript.require(node, node.runFast(command("process")))
                        .strip())
                .filter(word -> !word.isEmpty());
    }

    /** The last {@code lines} of the log; empty if there is none. */
    public String tail(Remote node, int lines) {
        return NodeScript.require(node, node.run(command("tail", String.valueOf(lines))))
                .strip();
    }

    /** Kills every process of the daemon and deletes its directory; idempotent, also when it was half installed. */
    public void remove(Remote node) {
        NodeScript.require(node, node.run(command("remove")));
    }

    private void act(Remote node, String verb) {
        NodeScript.require(node, node.runFast(command(verb)));
    }

    private Command command(String verb, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = verb;
        arguments[1] = directory;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return SCRIPT.command(arguments);
    }
}
