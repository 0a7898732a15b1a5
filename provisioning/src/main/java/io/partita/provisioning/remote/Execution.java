package io.partita.provisioning.remote;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * One command on one channel, to be called once. Both output streams are drained at the same time, else the command
 * would block when the one that is not read fills its window; the end is awaited before the exit status is read,
 * because the server sends it after the output.
 */
final class Execution implements Callable<Execution.Result>, SshConnection.Stoppable {

    /** Writes a command's input. */
    @FunctionalInterface
    interface Feed {
        void writeTo(OutputStream stdin) throws IOException;
    }

    /** How a command ended; its standard output went to the given stream. */
    record Result(int exitStatus, Optional<String> signal, BoundedBytes stderr) {}

    private final SshConnection connection;
    private final List<String> argv;
    private final Optional<Feed> feed;
    private final OutputStream stdout;
    private final CompletableFuture<Long> group = new CompletableFuture<>();
    private volatile Session session;
    private volatile boolean sent;

    Execution(SshConnection connection, List<String> argv, Optional<Feed> feed, OutputStream stdout) {
        this.connection = connection;
        this.argv = argv;
        this.feed = feed;
        this.stdout = stdout;
    }

    @Override
    public boolean sent() {
        return sent;
    }

    @Override
    public Result call() throws IOException {
        String mark = RemoteShell.newMark();
        try (Session opened = connection.openChannel()) {
            session = opened;
            sent = true;
            Session.Command command = opened.exec(RemoteShell.inOwnGroup(mark, argv));
            var stderr = new BoundedBytes(connection.options().outputLimit());
            Future<?> draining =
                    connection.pool().submit(() -> command.getErrorStream().transferTo(stderr));
            Future<?> feeding = feed(command);
            var output = new MarkedInput(command.getInputStream());
            group.complete(readGroup(output, mark));
            output.copyRest(stdout);
            await(draining);
            command.join();
            // What the command did not read cannot be delivered any more: nothing is awaited of the feed.
            feeding.cancel(false);
            return result(command, stderr);
        } catch (IOException | RuntimeException e) {
            group.completeExceptionally(e);
            throw e;
        }
    }

    private Future<?> feed(Session.Command command) throws IOException {
        OutputStream stdin = command.getOutputStream();
        if (feed.isEmpty()) {
            stdin.close();
            return CompletableFuture.completedFuture(null);
        }
        return connection.pool().submit(() -> {
            feed.get().writeTo(stdin);
            // Closing alone does not wait for room in the window and would drop the rest.
            stdin.flush();
            stdin.close();
            return null;
        });
    }

    /** The process group that a command announced behind its mark; whatever a login script printed before is dropped. */
    static long readGroup(MarkedInput output, String mark) throws IOException {
        var number = new ByteArrayOutputStream();
        try {
            output.copyUntil(mark.getBytes(StandardCharsets.US_ASCII), OutputStream.nullOutputStream());
            output.copyUntil(new byte[] {'\n'}, number);
        } catch (EOFException e) {
            throw new ConnectionException("the login shell ended before it ran the command; is it a POSIX shell?", e);
        }
        return Long.parseLong(number.toString(StandardCharsets.US_ASCII));
    }

    private static void await(Future<?> draining) throws IOException {
        try {
            draining.get();
        } catch (ExecutionException e) {
            throw new ConnectionException(e.getCause());
        } catch (InterruptedException e) {
            throw new ConnectionException(e);
        }
    }

    private static Result result(Session.Command command, BoundedBytes stderr) throws IOException {
        if (command.getExitSignal() != null) {
            return new Result(-1, Optional.of(command.getExitSignal().name()), stderr);
        }
        Integer status = command.getExitStatus();
        if (status == null) {
            throw new ConnectionException("the channel was closed without an exit status");
        }
        return new Result(status, Optional.empty(), stderr);
    }

    @Override
    public void stop() throws IOException {
        try {
            connection.killGroup(group.get());
        } catch (ExecutionException e) {
            // The command has ended by itself in the meantime.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Session opened = session;
        if (opened != null) {
            opened.close();
        }
    }
}
