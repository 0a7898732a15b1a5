package io.partita.nemesis.bench;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.SshCommand;
import io.partita.provisioning.remote.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** OpenSSH's own client with one kept connection for each node: a process and a channel for every command. */
final class OpenSsh implements AutoCloseable {

    private final Inventory inventory;
    private final Path sockets;

    /** Opens the connections; their sockets are in {@code sockets}. */
    OpenSsh(Inventory inventory, Path sockets) {
        this.inventory = inventory;
        this.sockets = sockets;
        inventory.names().forEach(node -> require(ssh(node, List.of("-o", "ControlMaster=yes", "-f", "-N"), "")));
    }

    void run(String node, Command command) {
        String words = command.argv().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        require(ssh(node, List.of("-o", "ControlMaster=no"), words));
    }

    private ProcessBuilder ssh(String node, List<String> options, String command) {
        var login = new ArrayList<>(SshCommand.login(inventory.node(node)));
        login.addAll(1, List.of("-o", "ControlPath=" + sockets.resolve(node)));
        login.addAll(1, options);
        if (!command.isEmpty()) {
            login.add(command);
        }
        return new ProcessBuilder(login)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static void require(ProcessBuilder builder) {
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("ssh exited " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        inventory.names().forEach(node -> require(ssh(node, List.of("-O", "exit"), "")));
    }
}
