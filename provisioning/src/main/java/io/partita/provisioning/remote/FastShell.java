package io.partita.provisioning.remote;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * A shell on a node that lives as long as its channel and runs one command after another: no channel is opened and no
 * login shell started for a command. For one caller at a time.
 *
 * <p>States: <em>serving</em> until a command overran its deadline, the shell died or the connection broke, then
 * <em>dead</em> for good; a dead shell is replaced, never repaired.
 */
final class FastShell implements SshConnection.Stoppable {

    private final SshConnection connection;
    private final Session session;
    private final OutputStream stdin;
    private final MarkedInput stdout;
    private final MarkedInput stderr;
    private final long group;
    private volatile boolean dead;

    private FastShell(SshConnection connection, Session session, String mark) throws IOException {
        this.connection = connection;
        this.session = session;
        Session.Command shell = session.exec(RemoteShell.inOwnGroup(mark, RemoteShell.serve()));
        this.stdin = shell.getOutputStream();
        this.stdout = new MarkedInput(shell.getInputStream());
        this.stderr = new MarkedInput(shell.getErrorStream());
        this.group = Execution.readGroup(stdout, mark);
    }

    /** Starting a shell, which has no effect on the node until it runs something. Blocks; for threads of the pool. */
    static final class Start implements Callable<FastShell>, SshConnection.Stoppable {

        private final SshConnection connection;

        Start(SshConnection connection) {
            this.connection = connection;
        }

        @Override
        public FastShell call() throws IOException {
            return new FastShell(connection, connection.openChannel(), RemoteShell.newMark());
        }

        @Override
        public boolean sent() {
            return false;
        }

        @Override
        public void stop() throws IOException {
            throw new ConnectionException("a shell that does not start cannot be stopped");
        }
    }

    boolean isOn(SshConnection other) {
        return connection == other;
    }

    boolean isServing() {
        return !dead && session.isOpen();
    }

    /** Runs a command. Blocks; for threads of the pool. */
    CommandResult run(Command command) throws IOException {
        boolean done = false;
        try {
            int limit = connection.options().outputLimit();
            String text = RemoteShell.newMark();
            byte[] mark = text.getBytes(StandardCharsets.US_ASCII);
            var output = new BoundedBytes(limit);
            var errors = new BoundedBytes(limit);
            // What a process that an earlier command left behind has said in the meantime belongs to nobody.
            stdout.skipArrived();
            stderr.skipArrived();
            Future<?> feeding = send(text, command);
            Future<?> draining = connection.pool().submit(() -> {
                stderr.copyUntil(mark, errors);
                return null;
            });
            stdout.copyUntil(mark, output);
            var status = new ByteArrayOutputStream();
            stdout.copyUntil(new byte[] {'\n'}, status);
            await(draining);
            await(feeding);
            done = true;
            return result(Integer.parseInt(status.toString(StandardCharsets.US_ASCII)), output, errors);
        } catch (EOFException e) {
            throw new ConnectionException("the fast shell ended", e);
        } finally {
            dead |= !done;
        }
    }

    /** Small input fits the channel's window and is written at once; other input while the output is read. */
    private Future<?> send(String mark, Command command) throws IOException {
        byte[] input = command.stdin();
        stdin.write(RemoteShell.request(mark, input.length, command.argv()).getBytes(StandardCharsets.UTF_8));
        if (input.length <= 1 << 16) {
            stdin.write(input);
            stdin.flush();
            return CompletableFuture.completedFuture(null);
        }
        return connection.pool().submit(() -> {
            stdin.write(input);
            stdin.flush();
            return null;
        });
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new ConnectionException(e.getCause());
        } catch (InterruptedException e) {
            throw new ConnectionException(e);
        }
    }

    /**
     * A shell says 128 + n of a command that was ended by signal n, and cannot tell it from one that exited with that
     * status; the former is meant in practice.
     */
    private static CommandResult result(int status, BoundedBytes output, BoundedBytes errors) {
        Optional<String> signal = status > 128 ? Signals.name(status - 128) : Optional.empty();
        return new CommandResult(
                signal.isPresent() ? -1 : status,
                signal,
                output.text(),
                errors.text(),
                output.truncated() || errors.truncated());
    }

    @Override
    public boolean sent() {
        return true;
    }

    @Override
    public void stop() throws IOException {
        dead = true;
        connection.killGroup(group);
        session.close();
    }
}
