package io.partita.provisioning.remote;

import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;

/**
 * One open SSH connection and the channels on it. Once broken it stays broken. Safe for use by several threads.
 *
 * <p>SSHJ is only ever called on threads of the pool: the caller waits there with a deadline and can be interrupted,
 * neither of which SSHJ's own blocking calls bear.
 */
final class SshConnection implements AutoCloseable {

    private final Node node;
    private final SSHClient client;
    private final Socket socket;
    private final SshOptions options;
    private final ExecutorService pool;
    private final Semaphore channels;
    private final Semaphore killing = new Semaphore(1);
    private volatile boolean broken;

    SshConnection(Node node, SSHClient client, SshOptions options, ExecutorService pool) {
        this.node = node;
        this.client = client;
        this.socket = client.getSocket();
        this.options = options;
        this.pool = pool;
        this.channels = new Semaphore(options.maxChannels(), true);
    }

    /** Whether the connection is believed to work. */
    boolean isOpen() {
        return !broken && client.isConnected();
    }

    Node node() {
        return node;
    }

    SshOptions options() {
        return options;
    }

    ExecutorService pool() {
        return pool;
    }

    /** A new channel. */
    Session openChannel() throws IOException {
        if (!isOpen()) {
            throw new IOException("not connected any more");
        }
        var channel = new CommandChannel(client.getConnection());
        channel.open();
        return channel;
    }

    /**
     * Runs one command on a channel of its own.
     *
     * @throws RemoteException.Unreachable if the command was not sent because the connection is broken
     * @throws RemoteException.ConnectionLost if it was sent and the connection broke
     */
    Execution.Result run(String what, Execution execution, Duration deadline) {
        try {
            channels.acquire();
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
        Future<Execution.Result> running;
        try {
            running = pool.submit(() -> {
                try {
                    return execution.call();
                } finally {
                    channels.release();
                }
            });
        } catch (RuntimeException e) {
            channels.release();
            throw new RemoteException.Unreachable(node.name(), "the connection has been closed", e);
        }
        return await(what, running, execution, deadline);
    }

    /** What a thread of the pool does on a channel, and how it can be stopped. */
    interface Stoppable {

        /** Whether the command may have been sent. */
        boolean sent();

        /** Kills the command's process group and closes its channel. Blocks; for threads of the pool. */
        void stop() throws IOException;
    }

    /** Waits for {@code running}; stops it when the deadline has passed or the caller was interrupted. */
    <T> T await(String what, Future<T> running, Stoppable stoppable, Duration deadline) {
        try {
            return running.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String end = stopOrGiveUp(stoppable)
                    ? "was killed with its process group"
                    : "could not be killed, so the connection was given up";
            throw new RemoteException.DeadlineExceeded(
                    node.name(), what + " was not done after " + deadline.toMillis() + " ms and " + end, e);
        } catch (InterruptedException e) {
            pool.execute(() -> stopOrGiveUp(stoppable));
            throw interrupted(what, e);
        } catch (ExecutionException e) {
            throw broken(what, stoppable.sent(), e.getCause());
        }
    }

    private boolean stopOrGiveUp(Stoppable stoppable) {
        Future<?> stopping = pool.submit(() -> {
            stoppable.stop();
            return null;
        });
        try {
            stopping.get(options.killTimeout().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Falls through: whatever hinders the killing, the connection is of no use.
        }
        close();
        return false;
    }

    /** Kills a process group from a channel of its own. */
    void killGroup(long group) throws IOException {
        killing.acquireUninterruptibly();
        try (Session session = openChannel()) {
            var command = session.exec(RemoteShell.killGroup(group));
            command.getInputStream().transferTo(OutputStream.nullOutputStream());
            command.join();
        } finally {
            killing.release();
        }
    }

    private RemoteException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RemoteException.Interrupted(node.name(), "interrupted while waiting for " + what, e);
    }

    private RuntimeException broken(String what, boolean sent, Throwable cause) {
        if (cause instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        // SSHJ tells the channels of the transport's death before it calls the transport dead.
        broken |= causedBy(cause, TransportException.class);
        return sent
                ? new RemoteException.ConnectionLost(
                        node.name(),
                        "the connection broke while " + what + " was under way, which may have run or not: "
                                + SshConnector.reason(cause),
                        cause)
                : new RemoteException.Unreachable(
                        node.name(), what + " was not sent: " + SshConnector.reason(cause), cause);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Does not wait for the node. The socket goes first: a thread that writes to a node that takes nothing any more
     * holds locks that SSHJ needs to say goodbye.
     */
    @Override
    public void close() {
        broken = true;
        try {
            socket.close();
        } catch (IOException e) {
            // Closed or not, there is no more that can be done about it.
        }
        SshConnector.disconnect(client);
    }
}
