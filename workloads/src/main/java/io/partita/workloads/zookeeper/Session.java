package io.partita.workloads.zookeeper;

import io.partita.workloads.zookeeper.Trouble.NotConnectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

/**
 * A connection to one ZooKeeper server, made and remade in the background. Requests have a deadline and are sent at most
 * once: the library re-establishes connections but never sends a request again. Used by one thread.
 *
 * <p>A request is handed to the library only while it is connected. So a server that is down costs certain failures
 * ({@link NotConnectedException}: nothing was sent) and not unknown outcomes. When the session has expired between two
 * requests, the next one opens another: nothing was under way that could be confused with it.
 */
final class Session implements AutoCloseable {

    /** A node's content and the number of changes it has seen. */
    record Versioned(String content, int version) {}

    private final String server;
    private final Duration timeout;
    private final Object signal = new Object();
    private ZooKeeper zookeeper;

    /**
     * Begins to connect; returns at once.
     *
     * @param server address and port
     * @param timeout session timeout asked for
     */
    Session(String server, Duration timeout) throws IOException {
        this.server = server;
        this.timeout = timeout;
        this.zookeeper = open();
    }

    private ZooKeeper open() throws IOException {
        var config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        return new ZooKeeper(server, (int) timeout.toMillis(), event -> wake(), config);
    }

    private void wake() {
        synchronized (signal) {
            signal.notifyAll();
        }
    }

    /** The content of the node {@code path}, as the server has it. */
    Versioned getData(String path, Deadline deadline) throws Exception {
        var answer = new CompletableFuture<Versioned>();
        connected(deadline)
                .getData(
                        path,
                        false,
                        (code, at, context, data, stat) -> {
                            String content = data == null ? "" : new String(data, StandardCharsets.UTF_8);
                            settle(answer, code, at, stat == null ? null : new Versioned(content, stat.getVersion()));
                        },
                        null);
        return await(answer, deadline);
    }

    /**
     * Replaces the content of the node {@code path}.
     *
     * @param version the version it must have, or -1 for any
     */
    void setData(String path, String content, int version, Deadline deadline) throws Exception {
        var answer = new CompletableFuture<Stat>();
        connected(deadline)
                .setData(
                        path,
                        content.getBytes(StandardCharsets.UTF_8),
                        version,
                        (code, at, context, stat) -> settle(answer, code, at, stat),
                        null);
        await(answer, deadline);
    }

    /** Creates the lasting node {@code path}. */
    void create(String path, String content, Deadline deadline) throws Exception {
        var answer = new CompletableFuture<String>();
        connected(deadline)
                .create(
                        path,
                        content.getBytes(StandardCharsets.UTF_8),
                        ZooDefs.Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT,
                        (code, at, context, name) -> settle(answer, code, at, name),
                        null);
        await(answer, deadline);
    }

    /** Has the server catch up with what its leader had committed when the request reached it. */
    void sync(String path, Deadline deadline) throws Exception {
        var answer = new CompletableFuture<String>();
        connected(deadline).sync(path, (code, at, context) -> settle(answer, code, at, at), null);
        await(answer, deadline);
    }

    /** The library's handle, connected. */
    ZooKeeper connected(Deadline deadline) throws IOException, NotConnectedException, InterruptedException {
        if (!zookeeper.getState().isAlive()) {
            closeInBackground(zookeeper);
            zookeeper = open();
        }
        synchronized (signal) {
            while (!zookeeper.getState().isConnected()) {
                long millis = deadline.leftNanos() / 1_000_000;
                if (millis <= 0 || !zookeeper.getState().isAlive()) {
                    throw new NotConnectedException("no connection to " + server);
                }
                // The handle's state may change without an event of ours, so it is looked at now and then.
                signal.wait(Math.min(millis, 50));
            }
        }
        return zookeeper;
    }

    private static <T> void settle(CompletableFuture<T> answer, int code, String path, T value) {
        if (code == KeeperException.Code.OK.intValue()) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(problem(code, path));
        }
    }

    private static Exception problem(int code, String path) {
        try {
            return KeeperException.create(KeeperException.Code.get(code), path);
        } catch (IllegalArgumentException | NullPointerException e) {
            // The library has codes for which it has no exception.
            return new IOException("ZooKeeper error " + code + " for " + path);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, Deadline deadline) throws Exception {
        try {
            return answer.get(Math.max(0, deadline.leftNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception problem ? problem : e;
        }
    }

    /** Ends the session. A server that does not answer is not waited for. */
    @Override
    public void close() {
        closeInBackground(zookeeper);
    }

    private static void closeInBackground(ZooKeeper handle) {
        Thread closer = new Thread(
                () -> {
                    try {
                        handle.close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "zookeeper client closer");
        closer.setDaemon(true);
        closer.start();
    }
}
