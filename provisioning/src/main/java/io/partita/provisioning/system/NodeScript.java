package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A shell script for nodes with one convention: exit status 9 means that the node refuses, and the last two lines of
 * standard error are the cause and the next step. All its commands may be sent twice. What the scripts share, such as how
 * to refuse, is in {@code prelude.sh}, which goes before each. Immutable.
 *
 * @param name for messages
 * @param text POSIX sh
 */
public record NodeScript(String name, String text) {

    private static final int REFUSED = 9;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String PRELUDE = read(NodeScript.class, "prelude.sh");

    /** The script in the file {@code name} beside the class {@code owner}. */
    public static NodeScript beside(Class<?> owner, String name) {
        return new NodeScript(name, read(owner, name));
    }

    private static String read(Class<?> owner, String name) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that runs the script with {@code arguments}. */
    public Command command(String... arguments) {
        return Command.script(PRELUDE + text, arguments).within(DEADLINE).asIdempotent();
    }

    /** Runs the script on {@code node} and returns what it printed, as {@link #require} says. */
    public String run(Remote node, String... arguments) {
        return require(node, node.run(command(arguments)));
    }

    /** As {@link #run}, on the fast path. */
    public String runFast(Remote node, String... arguments) {
        return require(node, node.runFast(command(arguments)));
    }

    /**
     * What a script printed that ran on {@code node} and ended with {@code result}.
     *
     * @throws SystemException if it refused; has the node, the cause and the next step
     * @throws RemoteException.CommandFailed if it failed otherwise
     */
    public static String require(Remote node, CommandResult result) {
        if (result.succeeded()) {
            return result.stdout();
        }
        List<String> lines = result.stderr().strip().lines().toList();
        if (result.exitStatus() == REFUSED && lines.size() >= 2) {
            throw new SystemException(
                    node.node() + ": " + lines.get(lines.size() - 2) + ". Next step: " + lines.get(lines.size() - 1));
        }
        throw new RemoteException.CommandFailed(
                node.node(), "a script exited " + result.exitStatus() + ": " + String.join(" / ", lines), result);
    }
}
