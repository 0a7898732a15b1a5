package io.partita.provisioning.remote;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.internal.Parallel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes of an inventory over SSH, one connection each. Safe for use by several threads. */
public final class SshNodes implements Nodes {

    private final Inventory inventory;
    private final Map<String, SshRemote> remotes;
    private final ExecutorService pool;

    private SshNodes(Inventory inventory, Map<String, SshRemote> remotes, ExecutorService pool) {
        this.inventory = inventory;
        this.remotes = remotes;
        this.pool = pool;
    }

    /** As {@link #connect(Inventory, SshOptions)}, with {@link SshOptions#defaults}. */
    public static SshNodes connect(Inventory inventory) {
        return connect(inventory, SshOptions.defaults());
    }

    /**
     * Connects to all nodes at the same time; returns when all are connected.
     *
     * @throws RemoteException if any node cannot be used: the failure of the first, naming all that failed, with the
     *     failures of the others suppressed under it. No connection is left open then.
     */
    public static SshNodes connect(Inventory inventory, SshOptions options) {
        return connect(inventory, options, Pacing.real());
    }

    static SshNodes connect(Inventory inventory, SshOptions options, Pacing pacing) {
        ExecutorService pool = newPool(inventory.cluster());
        var opened = new LinkedHashMap<String, SshRemote>();
        try {
            Map<String, SshRemote> remotes = Parallel.run(inventory.names(), name -> {
                var remote = new SshRemote(inventory.node(name), options, pool, pacing);
                synchronized (opened) {
                    opened.put(name, remote);
                }
                remote.connect();
                return remote;
            });
            return new SshNodes(inventory, remotes, pool);
        } catch (RuntimeException e) {
            opened.values().forEach(SshRemote::close);
            pool.shutdownNow();
            throw namingAll(e);
        }
    }

    /**
     * The nodes, each connected to when it is first used: for work that must go on when some cannot be reached. Their
     * failures come from the methods of {@link Remote}.
     */
    public static SshNodes lazily(Inventory inventory) {
        ExecutorService pool = newPool(inventory.cluster());
        var remotes = new LinkedHashMap<String, SshRemote>();
        for (String name : inventory.names()) {
            remotes.put(name, new SshRemote(inventory.node(name), SshOptions.defaults(), pool, Pacing.real()));
        }
        return new SshNodes(inventory, remotes, pool);
    }

    /** The same failure with a message that also has the failures suppressed under it. */
    private static RuntimeException namingAll(RuntimeException first) {
        if (!(first instanceof RemoteException remote) || first.getSuppressed().length == 0) {
            return first;
        }
        String others =
                Stream.of(first.getSuppressed()).map(Throwable::getMessage).collect(Collectors.joining("; "));
        String own = remote.getMessage().substring(remote.node().length() + 2);
        RemoteException all = sameKind(remote, own + "; " + others);
        Stream.of(first.getSuppressed()).forEach(all::addSuppressed);
        return all;
    }

    private static RemoteException sameKind(RemoteException failure, String message) {
        if (failure instanceof RemoteException.HostKeyRejected) {
            return new RemoteException.HostKeyRejected(failure.node(), message, failure);
        }
        if (failure instanceof RemoteException.LoginRefused) {
            return new RemoteException.LoginRefused(failure.node(), message, failure);
        }
        if (failure instanceof RemoteException.Interrupted) {
            return new RemoteException.Interrupted(failure.node(), message, failure);
        }
        return new RemoteException.Unreachable(failure.node(), message, failure);
    }

    private static ExecutorService newPool(String cluster) {
        var number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "ssh-" + cluster + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Inventory inventory() {
        return inventory;
    }

    @Override
    public Remote on(String name) {
        Node node = inventory.node(name);
        return remotes.get(node.name());
    }

    @Override
    public <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action) {
        // Before anything is done on any node.
        names.forEach(this::on);
        return Parallel.run(names, name -> action.apply(on(name)));
    }

    @Override
    public void away(String name, String why) {
        remotes.get(inventory.node(name).name()).away(why);
    }

    @Override
    public void back(String name) {
        remotes.get(inventory.node(name).name()).back();
    }

    @Override
    public void close() {
        remotes.values().forEach(SshRemote::close);
        pool.shutdown();
    }
}
