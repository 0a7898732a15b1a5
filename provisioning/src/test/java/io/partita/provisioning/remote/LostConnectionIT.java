package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.partita.provisioning.Poll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the connection breaks, and what is sent again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostConnectionIT {

    private OpenSshServer server;
    private SshNodes nodes;
    private SshRemote remote;
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    Path directory;

    @BeforeEach
    void connect() throws Exception {
        server = OpenSshServer.start();
        nodes = SshNodes.connect(server.inventory(1), SshOptions.defaults(), new RecordedPacing());
        remote = (SshRemote) nodes.on("n1");
    }

    @AfterEach
    void disconnect() throws Exception {
        if (nodes != null) {
            nodes.close();
        }
        if (server != null) {
            server.close();
        }
        // What was started survives the cut, as it should: only its connection is gone.
        if (Files.exists(file())) {
            for (String pid : Files.readAllLines(file())) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aCommandUnderWayIsNotSentAgainUnlessItIsIdempotent() throws Exception {
        var running = CompletableFuture.supplyAsync(() -> remote.run(countThenHang()));
        cutWhenStarted(1);
        assertLost(running);
        assertThat(starts()).isEqualTo(1);
        assertThat(remote.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void anIdempotentCommandUnderWayIsSentAgain() throws Exception {
        var running =
                CompletableFuture.supplyAsync(() -> remote.run(countThenHang().asIdempotent()));
        cutWhenStarted(1);
        cutWhenStarted(2);
        cutWhenStarted(3);
        assertLost(running);
        assertThat(starts()).isEqualTo(SshOptions.defaults().attempts());
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void aCommandOfTheFastShellIsNotSentAgainUnlessItIsIdempotent() throws Exception {
        var running = CompletableFuture.supplyAsync(() -> remote.runFast(countThenHang()));
        cutWhenStarted(1);
        assertLost(running);
        assertThat(starts()).isEqualTo(1);
        assertThat(remote.runFast(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void anIdempotentCommandOfTheFastShellIsSentAgain() throws Exception {
        Command command = Command.of(
                        "sh",
                        "-c",
                        "echo $$ >> \"$0\"; [ $(wc -l < \"$0\") -gt 1 ] || exec sleep 1000",
                        file().toString())
                .asIdempotent();
        var running = CompletableFuture.supplyAsync(() -> remote.runFast(command));
        cutWhenStarted(1);
        assertThat(running.get(30, TimeUnit.SECONDS).succeeded()).isTrue();
        assertThat(starts()).isEqualTo(2);
    }

    @Test
    void aConnectionThatBrokeWhileIdleIsOpenedAgainForAnyCommand() throws Exception {
        server.cutConnections();
        Poll.until("the cut is noticed", () -> !remote.isConnected());
        assertThat(remote.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aServerThatIsGoneIsTriedAFewTimesAndThenUnreachableUntilItIsBack() throws Exception {
        server.stop();
        assertThatExceptionOfType(RemoteException.Unreachable.class)
                .isThrownBy(() -> remote.run(Command.of("true")))
                .withMessageContaining("refused");
        assertThat(pauses).hasSize(SshOptions.defaults().attempts() - 1);
        server.restart();
        assertThat(remote.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void closingEndsCommandsUnderWay() throws Exception {
        var running =
                CompletableFuture.supplyAsync(() -> remote.run(countThenHang().asIdempotent()));
        Poll.until("the command runs", () -> starts() == 1);
        nodes.close();
        assertLost(running);
        assertThat(starts()).isEqualTo(1);
    }

    private Path file() {
        return directory.resolve("starts");
    }

    private Command countThenHang() {
        return Command.of("sh", "-c", "echo $$ >> \"$0\"; exec sleep 1000", file().toString());
    }

    private long starts() throws Exception {
        return Files.exists(file()) ? Files.readAllLines(file()).size() : 0;
    }

    private void cutWhenStarted(int times) throws Exception {
        Poll.until("the command started " + times + " times", () -> starts() == times);
        server.cutConnections();
    }

    private static void assertLost(CompletableFuture<CommandResult> running) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> running.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(RemoteException.ConnectionLost.class);
    }

    /** Waits that take no time. */
    private final class RecordedPacing implements Pacing {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) {
            pauses.add(duration);
        }

        @Override
        public RandomGenerator random() {
            return new Random(7);
        }
    }
}
