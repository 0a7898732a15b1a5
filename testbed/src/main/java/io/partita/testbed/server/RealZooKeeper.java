package io.partita.testbed.server;

import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.ZooKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;

/**
 * Sessions of ZooKeeper's own client, one after another. Everything below happens on the loop; the client's threads only
 * hand in what they hear.
 *
 * <p>States: <em>fresh</em>: a client tries to get a session, for as long as it takes. <em>Connected</em>. <em>Lost</em>: no
 * connection; after the negotiated session timeout, or as soon as the ensemble says so, the session is expired: its client
 * is closed in the background and a fresh one begun. What the old client still says is not heard. <em>Closed</em>: the end.
 *
 * <p>The client has a patience of its own, four thirds of the session timeout from its first attempt to connect again. It
 * is never asked for: the timeout is over before.
 */
final class RealZooKeeper implements ZooKeeper {

    private final Loop loop;
    private final String ensemble;
    private final Duration timeout;
    private final Consumer<Thread> closing;
    private final List<Consumer<Session>> listeners = new ArrayList<>();
    private final Set<CompletableFuture<?>> unanswered = new LinkedHashSet<>();
    private final Set<Runnable> watches = new LinkedHashSet<>();
    private org.apache.zookeeper.ZooKeeper client;
    private boolean connected;
    private boolean closed;
    private Loop.Timer expiry = () -> {};

    /** @param closing hears of every thread that ends a session with the ensemble, for whoever wants to wait for it */
    RealZooKeeper(Loop loop, String ensemble, Duration timeout, Consumer<Thread> closing) {
        this.loop = loop;
        this.ensemble = ensemble;
        this.timeout = timeout;
        this.closing = closing;
        begin();
    }

    private void begin() {
        org.apache.zookeeper.ZooKeeper[] begun = new org.apache.zookeeper.ZooKeeper[1];
        // The loop runs nothing before this method is over, so events find their client.
        Watcher watcher = event -> loop.execute(() -> heard(begun[0], event));
        try {
            begun[0] = new org.apache.zookeeper.ZooKeeper(
                    ensemble, (int) timeout.toMillis(), watcher, new PlainClientConfig());
        } catch (IOException e) {
            throw new UncheckedIOException("no ZooKeeper client for " + ensemble, e);
        }
        client = begun[0];
    }

    private void heard(org.apache.zookeeper.ZooKeeper from, WatchedEvent event) {
        if (from != client || closed || event.getType() != Watcher.Event.EventType.None) {
            return;
        }
        switch (event.getState()) {
            case SyncConnected -> connected();
            case Disconnected -> disconnected();
            case Expired -> expired();
            default -> {
                // nothing that a client without authentication could hear
            }
        }
    }

    private void connected() {
        expiry.cancel();
        if (!connected) {
            connected = true;
            tell(Session.CONNECTED);
        }
    }

    private void disconnected() {
        if (connected) {
            connected = false;
            expiry = loop.after(sessionTimeout(), this::expired);
            failAll();
            tell(Session.DISCONNECTED);
        }
    }

    private void expired() {
        expiry.cancel();
        connected = false;
        closeInBackground(client);
        client = null;
        failAll();
        List<Runnable> ended = List.copyOf(watches);
        watches.clear();
        begin();
        tell(Session.EXPIRED);
        ended.forEach(watch -> {
            if (!closed) {
                watch.run();
            }
        });
    }

    private void closeInBackground(org.apache.zookeeper.ZooKeeper old) {
        closing.accept(HttpServer.daemon("zookeeper-close", () -> {
            try {
                old.close();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }));
    }

    private void failAll() {
        List<CompletableFuture<?>> failed = List.copyOf(unanswered);
        unanswered.clear();
        failed.forEach(
                future -> future.completeExceptionally(new Failure(Code.CONNECTION_LOSS, "the connection was lost")));
    }

    private void tell(Session state) {
        List.copyOf(listeners).forEach(listener -> {
            if (!closed) {
                listener.accept(state);
            }
        });
    }

    @Override
    public Duration sessionTimeout() {
        int agreed = client.getSessionTimeout();
        return agreed > 0 ? Duration.ofMillis(agreed) : timeout;
    }

    @Override
    public void onSession(Consumer<Session> listener) {
        listeners.add(listener);
        if (connected) {
            org.apache.zookeeper.ZooKeeper current = client;
            loop.execute(() -> {
                if (connected && client == current && !closed) {
                    listener.accept(Session.CONNECTED);
                }
            });
        }
    }

    @Override
    public CompletableFuture<String> create(String path, String data, Mode mode) {
        return ask((zooKeeper, reply) -> zooKeeper.create(
                path,
                data.getBytes(StandardCharsets.UTF_8),
                Ids.OPEN_ACL_UNSAFE,
                ZooKeeperTerms.createMode(mode),
                (code, asked, context, name) -> reply.arrived(code, asked, name),
                null));
    }

    @Override
    public CompletableFuture<Void> ensurePath(String path) {
        return ask((zooKeeper, reply) -> ensure(zooKeeper, path, path.indexOf('/', 1), reply));
    }

    /** Makes the node whose path ends at {@code slash}, then those below. */
    private static void ensure(org.apache.zookeeper.ZooKeeper zooKeeper, String path, int slash, Reply<Void> reply) {
        zooKeeper.create(
                slash < 0 ? path : path.substring(0, slash),
                new byte[0],
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT,
                (code, asked, context, name) -> {
                    boolean there = code == 0 || code == KeeperException.Code.NODEEXISTS.intValue();
                    if (there && slash >= 0) {
                        ensure(zooKeeper, path, path.indexOf('/', slash + 1), reply);
                    } else {
                        reply.arrived(there ? 0 : code, asked, null);
                    }
                },
                null);
    }

    @Override
    public CompletableFuture<Content> get(String path) {
        return get(path, null);
    }

    @Override
    public CompletableFuture<Content> get(String path, Runnable changed) {
        return watching(
                changed,
                (watcher, zooKeeper, reply) -> zooKeeper.getData(
                        path,
                        watcher,
                        (code, asked, context, data, stat) -> reply.arrived(
                                code,
                                asked,
                                code == 0
                                        ? new Content(new String(data, StandardCharsets.UTF_8), stat.getVersion())
                                        : null),
                        null));
    }

    @Override
    public CompletableFuture<Integer> set(String path, String data, int version) {
        return ask((zooKeeper, reply) -> zooKeeper.setData(
                path,
                data.getBytes(StandardCharsets.UTF_8),
                version,
                (code, asked, context, stat) -> reply.arrived(code, asked, code == 0 ? stat.getVersion() : null),
                null));
    }

    @Override
    public CompletableFuture<Void> delete(String path, int version) {
        return ask((zooKeeper, reply) ->
                zooKeeper.delete(path, version, (code, asked, context) -> reply.arrived(code, asked, null), null));
    }

    @Override
    public CompletableFuture<Void> transact(List<Change> changes) {
        List<Op> operations = changes.stream().map(ZooKeeperTerms::operation).toList();
        return ask((zooKeeper, reply) -> zooKeeper.multi(
                operations, (code, path, context, results) -> reply.arrived(code, "a transaction", null), null));
    }

    @Override
    public CompletableFuture<List<String>> children(String path) {
        return children(path, null);
    }

    @Override
    public CompletableFuture<List<String>> children(String path, Runnable changed) {
        return watching(
                changed,
                (watcher, zooKeeper, reply) -> zooKeeper.getChildren(
                        path,
                        watcher,
                        (code, asked, context, names) ->
                                reply.arrived(code, asked, code == 0 ? List.copyOf(names) : null),
                        null));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            expiry.cancel();
            unanswered.clear();
            watches.clear();
            closeInBackground(client);
        }
    }

    /** Where the client's answer to one request comes in; called on its own thread. */
    @FunctionalInterface
    private interface Reply<T> {
        void arrived(int code, String path, T value);
    }

    /** A read with a watcher, which may be null. */
    @FunctionalInterface
    private interface Read<T> {
        void ask(Watcher watcher, org.apache.zookeeper.ZooKeeper zooKeeper, Reply<T> reply);
    }

    private <T> CompletableFuture<T> ask(BiConsumer<org.apache.zookeeper.ZooKeeper, Reply<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!connected || closed) {
            loop.execute(() -> {
                if (!closed) {
                    answer.completeExceptionally(new Failure(Code.CONNECTION_LOSS, "not connected"));
                }
            });
            return answer;
        }
        unanswered.add(answer);
        request.accept(
                client,
                (code, path, value) -> loop.execute(() -> {
                    // What was failed when the connection was lost stays failed.
                    if (unanswered.remove(answer)) {
                        if (code == 0) {
                            answer.complete(value);
                        } else {
                            answer.completeExceptionally(ZooKeeperTerms.failure(code, path));
                        }
                    }
                }));
        return answer;
    }

    /** A watch is kept as long as its session, unless its read fails: then ZooKeeper has none. */
    private <T> CompletableFuture<T> watching(Runnable changed, Read<T> read) {
        if (changed == null) {
            return ask((zooKeeper, reply) -> read.ask(null, zooKeeper, reply));
        }
        Runnable watch = () -> changed.run();
        Watcher watcher = event -> {
            if (event.getType() != Watcher.Event.EventType.None) {
                loop.execute(() -> {
                    if (watches.remove(watch)) {
                        watch.run();
                    }
                });
            }
        };
        watches.add(watch);
        CompletableFuture<T> answer = ask((zooKeeper, reply) -> read.ask(watcher, zooKeeper, reply));
        return answer.whenComplete((value, failure) -> {
            if (failure != null) {
                watches.remove(watch);
            }
        });
    }
}
