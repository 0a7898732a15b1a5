package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.partita.provisioning.Poll;
import io.partita.provisioning.cluster.Node;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a command ends whose input is larger than the channel's window and is not read, nothing else is held up. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnreadInputIT {

    /** Four times the window that OpenSSH grants. */
    private static final byte[] INPUT = new byte[8 << 20];

    /** Reads nothing; ends without help where its connection is gone. */
    private static final List<String> HANG = List.of("sleep", "30");

    private OpenSshServer server;
    private SshNodes nodes;
    private Remote remote;

    @BeforeEach
    void connect() throws Exception {
        server = OpenSshServer.start();
        nodes = server.connect(1);
        remote = nodes.on("n1");
    }

    @AfterEach
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void disconnect() throws Exception {
        if (nodes != null) {
            nodes.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aCommandThatEndsByItselfHasAResult() {
        Command command = Command.of("sh", "-c", "sleep 0.3; exit 3").withStdin(INPUT);
        assertThat(remote.run(command.within(Duration.ofSeconds(10))).exitStatus())
                .isEqualTo(3);
        assertThat(remote.run(echo()).stdout()).isEqualTo("again\n");
    }

    @Test
    void aCommandThatIsKilledLeavesTheConnectionUsable() {
        String session = remote.require(Command.of("sh", "-c", "echo $PPID")).stdout();
        Command command = new Command(HANG, INPUT, Duration.ofMillis(300), false);
        assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                .isThrownBy(() -> remote.run(command))
                .withMessageContaining("was killed with its process group");
        assertThat(remote.require(Command.of("sh", "-c", "echo $PPID").within(Duration.ofSeconds(10)))
                        .stdout())
                .isEqualTo(session);
    }

    @Test
    void aConnectionThatBreaksIsReplaced() throws Exception {
        CompletableFuture<CommandResult> running = runUnread();
        server.cutConnections();
        assertLost(running);
        assertThat(remote.run(echo()).stdout()).isEqualTo("again\n");
    }

    @Test
    void closingDoesNotWait() throws Exception {
        CompletableFuture<CommandResult> running = runUnread();
        nodes.close();
        assertLost(running);
    }

    /** A command whose input has filled the window and waits for room. */
    private CompletableFuture<CommandResult> runUnread() throws Exception {
        var running = CompletableFuture.supplyAsync(
                () -> remote.run(new Command(HANG, INPUT, Duration.ofSeconds(50), false)),
                task -> new Thread(task).start());
        awaitThreadIn("Window$Remote.awaitExpansion");
        return running;
    }

    private static void assertLost(CompletableFuture<CommandResult> running) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(RemoteException.ConnectionLost.class);
    }

    private static Command echo() {
        return Command.of("echo", "again").within(Duration.ofSeconds(10));
    }

    /** As behind a cut network: eight full windows are more than a socket's buffers take, so that writing blocks. */
    @Test
    void closingAConnectionThatTakesNothingAnyMoreDoesNotWait() throws Exception {
        var options = SshOptions.defaults();
        Node node = server.node("n1");
        ExecutorService pool = Executors.newCachedThreadPool();
        List<ProcessHandle> others = server.sessions();
        var connection = new SshConnection(node, SshConnector.connect(node, options), options, pool);
        ProcessHandle session = server.sessions().stream()
                .filter(process -> !others.contains(process))
                .findFirst()
                .orElseThrow();
        try {
            var started = new CountDownLatch(options.maxChannels());
            var frozen = new CountDownLatch(1);
            Execution.Feed feed = stdin -> {
                started.countDown();
                awaitFor(frozen);
                stdin.write(INPUT);
            };
            List<Future<Execution.Result>> running = IntStream.range(0, options.maxChannels())
                    .mapToObj(i -> pool.submit(
                            new Execution(connection, HANG, Optional.of(feed), OutputStream.nullOutputStream())))
                    .toList();
            awaitFor(started);
            signal("STOP", session);
            frozen.countDown();
            awaitThreadIn("NioSocketImpl.implWrite");
            connection.close();
            for (Future<Execution.Result> lost : running) {
                assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> lost.get(10, TimeUnit.SECONDS));
            }
        } finally {
            session.destroyForcibly();
            connection.close();
            pool.shutdown();
        }
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitThreadIn(String method) throws Exception {
        Poll.until(
                "a thread is in " + method,
                () -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Stream::of)
                        .anyMatch(frame -> (frame.getClassName() + "." + frame.getMethodName()).endsWith(method)));
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        int status = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }
}
