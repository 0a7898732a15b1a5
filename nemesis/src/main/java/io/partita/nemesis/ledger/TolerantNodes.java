package io.partita.nemesis.ledger;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.remote.SshNodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Nodes of which some cannot be reached: connecting does not fail for them, using them does, each time with the reason.
 * For healing, where every node that answers is worth it. Safe for use by several threads.
 */
public final class TolerantNodes implements Nodes {

    private final Inventory inventory;
    private final Map<String, Remote> remotes;
    private final List<SshNodes> connections;
    private final ExecutorService pool;

    private TolerantNodes(
            Inventory inventory, Map<String, Remote> remotes, List<SshNodes> connections, ExecutorService pool) {
        this.inventory = inventory;
        this.remotes = remotes;
        this.connections = connections;
        this.pool = pool;
    }

    /** Connects to all nodes of {@code inventory} that can be reached, at the same time. */
    public static TolerantNodes connect(Inventory inventory) {
        ExecutorService pool = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "heal-" + inventory.cluster());
            thread.setDaemon(true);
            return thread;
        });
        var attempts = new LinkedHashMap<Node, CompletableFuture<SshNodes>>();
        for (Node node : inventory.nodes()) {
            var alone = new Inventory(inventory.cluster(), inventory.controlAddress(), List.of(node));
            attempts.put(node, CompletableFuture.supplyAsync(() -> SshNodes.connect(alone), pool));
        }
        var remotes = new LinkedHashMap<String, Remote>();
        var connections = new ArrayList<SshNodes>();
        attempts.forEach((node, attempt) -> {
            try {
                SshNodes connection = attempt.join();
                connections.add(connection);
                remotes.put(node.name(), connection.on(node.name()));
            } catch (CompletionException e) {
                remotes.put(node.name(), new Absent(node.name(), reason(e)));
            }
        });
        return new TolerantNodes(inventory, remotes, connections, pool);
    }

    private static RemoteException reason(CompletionException e) {
        if (e.getCause() instanceof RemoteException reason) {
            return reason;
        }
        throw e;
    }

    @Override
    public Inventory inventory() {
        return inventory;
    }

    @Override
    public Remote on(String name) {
        return remotes.get(inventory.node(name).name());
    }

    @Override
    public <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action) {
        var running = new LinkedHashMap<String, CompletableFuture<T>>();
        names.forEach(name -> running.put(name, CompletableFuture.supplyAsync(() -> action.apply(on(name)), pool)));
        var results = new LinkedHashMap<String, T>();
        RuntimeException first = null;
        for (var each : running.entrySet()) {
            try {
                results.put(each.getKey(), each.getValue().join());
            } catch (CompletionException e) {
                RuntimeException cause = e.getCause() instanceof RuntimeException failure ? failure : e;
                if (first == null) {
                    first = cause;
                } else {
                    first.addSuppressed(cause);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    @Override
    public void close() {
        connections.forEach(SshNodes::close);
        pool.shutdown();
    }

    /** A node that could not be reached. */
    private record Absent(String node, RemoteException reason) implements Remote {

        @Override
        public CommandResult run(Command command) {
            throw reason;
        }

        @Override
        public CommandResult runFast(Command command) {
            throw reason;
        }

        @Override
        public void upload(Path source, String target, int mode) {
            throw reason;
        }

        @Override
        public void write(String target, byte[] content, int mode) {
            throw reason;
        }

        @Override
        public void download(String source, Path target, long maxBytes) {
            throw reason;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
