package io.partita.provisioning.remote;

import io.partita.provisioning.cluster.Node;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A node over SSH. States: <em>connected</em>; <em>lost</em> when the connection broke, until the next use opens a new
 * one; <em>away</em> on purpose, when every use fails at once; <em>closed</em> for good.
 *
 * <p>What is repeated: a command that was certainly not sent is sent on a new connection; one that may have been sent,
 * only when it is idempotent. Both at most {@link SshOptions#attempts} times and not beyond the command's deadline.
 */
final class SshRemote implements Remote {

    private final Node node;
    private final SshOptions options;
    private final ExecutorService pool;
    private final Pacing pacing;
    private final ReentrantLock shellInUse = new ReentrantLock(true);
    private SshConnection connection;
    private FastShell shell;
    private boolean closed;
    /** Why the node cannot be used now; {@code null} if it can. */
    private volatile String away;

    /** A node that is connected to when it is first used. */
    SshRemote(Node node, SshOptions options, ExecutorService pool, Pacing pacing) {
        this.node = node;
        this.options = options;
        this.pool = pool;
        this.pacing = pacing;
    }

    /** Connects now. */
    void connect() {
        connection();
    }

    @Override
    public String node() {
        return node.name();
    }

    @Override
    public CommandResult run(Command command) {
        byte[] input = command.stdin();
        Optional<Execution.Feed> feed = input.length == 0 ? Optional.empty() : Optional.of(stdin -> stdin.write(input));
        return attempt(command.idempotent(), command.deadline(), open -> {
            var stdout = new BoundedBytes(options.outputLimit());
            var execution = new Execution(open, command.argv(), feed, stdout);
            Execution.Result result = open.run(name(command.argv()), execution, command.deadline());
            return new CommandResult(
                    result.exitStatus(),
                    result.signal(),
                    stdout.text(),
                    result.stderr().text(),
                    stdout.truncated() || result.stderr().truncated());
        });
    }

    @Override
    public CommandResult runFast(Command command) {
        try {
            shellInUse.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException.Interrupted(node(), "interrupted while waiting for the fast shell", e);
        }
        try {
            return attempt(command.idempotent(), command.deadline(), open -> {
                FastShell serving = shell(open);
                Future<CommandResult> running = pool.submit(() -> serving.run(command));
                return open.await(name(command.argv()), running, serving, command.deadline());
            });
        } finally {
            shellInUse.unlock();
        }
    }

    /** The shell on this connection; to be called with {@link #shellInUse} held. */
    private FastShell shell(SshConnection open) {
        if (shell == null || !shell.isOn(open) || !shell.isServing()) {
            var starting = new FastShell.Start(open);
            shell = open.await(
                    "the start of the fast shell", pool.submit(starting), starting, options.connectTimeout());
        }
        return shell;
    }

    @Override
    public void upload(Path source, String target, int mode) {
        Transfers.upload(this, source, target, mode);
    }

    @Override
    public void write(String target, byte[] content, int mode) {
        Transfers.write(this, target, content, mode);
    }

    @Override
    public void download(String source, Path target, long maxBytes) {
        Transfers.download(this, source, target, maxBytes);
    }

    /** Runs an idempotent command whose input and output are streams. */
    Execution.Result stream(List<String> argv, Optional<Execution.Feed> feed, OutputStream stdout) {
        Duration deadline = options.transferDeadline();
        return attempt(true, deadline, open -> open.run(name(argv), new Execution(open, argv, feed, stdout), deadline));
    }

    private <T> T attempt(boolean idempotent, Duration deadline, Function<SshConnection, T> action) {
        long start = pacing.nanoTime();
        for (int failures = 1; ; failures++) {
            try {
                return action.apply(connection());
            } catch (RemoteException e) {
                boolean repeatable = e instanceof RemoteException.Unreachable
                        || e instanceof RemoteException.ConnectionLost && idempotent;
                Duration pause = Backoff.DEFAULT.after(failures, pacing.random());
                boolean late = pacing.nanoTime() - start + pause.toNanos() >= deadline.toNanos();
                if (!repeatable || failures >= options.attempts() || late || away != null || isClosed()) {
                    throw e;
                }
                pause(pause);
            }
        }
    }

    private void pause(Duration pause) {
        try {
            pacing.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException.Interrupted(node(), "interrupted before another attempt", e);
        }
    }

    /** Gives up the connection, if there is one, and opens no other until {@link #back}. */
    void away(String why) {
        away = why;
        giveUp();
    }

    private synchronized void giveUp() {
        if (connection != null) {
            connection.close();
        }
    }

    void back() {
        away = null;
    }

    private synchronized SshConnection connection() {
        if (away != null) {
            throw new RemoteException.Unreachable(node(), away, null);
        }
        if (closed) {
            throw new RemoteException.ConnectionLost(node(), "the connection has been closed by its owner", null);
        }
        if (connection == null || !connection.isOpen()) {
            if (connection != null) {
                connection.close();
            }
            connection = new SshConnection(node, SshConnector.connect(node, options), options, pool);
        }
        return connection;
    }

    synchronized boolean isConnected() {
        return connection != null && connection.isOpen();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The command's name for messages: its arguments may hold what is nobody's business. */
    private static String name(List<String> argv) {
        return "`" + argv.get(0) + "`";
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
