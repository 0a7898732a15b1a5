package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What plain use of SSHJ against OpenSSH gets wrong, and that ours does not. One test for each measured trap. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SshTrapsIT extends OneNodeOverSsh {

    @Test
    void nagleDelaysEveryChannelUnlessTcpNoDelayIsSet() throws Exception {
        try (SSHClient ours = SshConnector.connect(server.node("n1"), SshOptions.defaults());
                SSHClient plain = plainClient()) {
            assertThat(ours.getSocket().getTcpNoDelay()).isTrue();
            assertThat(ours.getSocket().getKeepAlive()).isTrue();
            assertThat(plain.getSocket().getTcpNoDelay()).isFalse();
        }
    }

    @Test
    void standardErrorLargerThanTheWindowDoesNotBlockTheCommand() {
        CommandResult result = remote.run(Command.script("head -c 8388608 /dev/zero >&2; echo done"));
        assertThat(result.stdout()).isEqualTo("done\n");
        assertThat(result.truncated()).isTrue();
        assertThat(result.stderr()).hasSize(SshOptions.defaults().outputLimit());
    }

    @Test
    void standardErrorLargerThanTheWindowDoesNotBlockTheFastShell() {
        CommandResult result = remote.runFast(Command.script("head -c 8388608 /dev/zero >&2; echo done"));
        assertThat(result.stdout()).isEqualTo("done\n");
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void moreCommandsThanTheServerAllowsChannelsAllSucceed() throws Exception {
        remote.runFast(Command.of("true"));
        List<CompletableFuture<CommandResult>> running = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> remote.run(Command.of("sh", "-c", "sleep 0.1; echo " + i)),
                        task -> new Thread(task).start()))
                .toList();
        for (int i = 0; i < 30; i++) {
            assertThat(running.get(i).get(30, TimeUnit.SECONDS).stdout()).isEqualTo(i + "\n");
        }
    }

    @Test
    void plainSshjFailsOnTheEleventhChannel() throws Exception {
        try (SSHClient plain = plainClient()) {
            assertThatExceptionOfType(OpenFailException.class).isThrownBy(() -> {
                for (int i = 0; i < 11; i++) {
                    plain.startSession().exec("sleep 1");
                }
            });
        }
    }

    @Test
    void theExitStatusIsNeverReadBeforeItArrived() {
        for (int i = 0; i < 100; i++) {
            int status = i;
            assertThat(remote.run(Command.of("sh", "-c", "exit " + status)).exitStatus())
                    .isEqualTo(status);
        }
    }

    @Test
    void aCommandEndedByASignalHasNoExitStatusButTheSignal() {
        CommandResult result = remote.run(Command.script("echo before; kill -KILL $$"));
        assertThat(result.exitStatus()).isEqualTo(-1);
        assertThat(result.signal()).contains("KILL");
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void closingAChannelDoesNotEndItsCommandButADeadlineDoes(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        Command command = Command.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 1000");
        assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                .isThrownBy(() -> remote.run(command.within(Duration.ofMillis(300))))
                .withMessageContaining("n1: `sh` was not done after 300 ms")
                .withMessageContaining("killed with its process group");
        RemoteProcess.awaitGone(pid);
    }

    @Test
    void plainSshjLeavesTheCommandRunningWhenItClosesTheChannel(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        try (SSHClient plain = plainClient()) {
            plain.getConnection().setTimeoutMs(500);
            Session session = plain.startSession();
            session.exec("echo $$ > " + pid + "; exec sleep 1000");
            long process = RemoteProcess.awaitPid(pid);
            assertThatThrownBy(session::close).isInstanceOf(ConnectionException.class);
            assertThat(RemoteProcess.isGone(process)).isFalse();
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aDeadlineAlsoKillsGrandchildren(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        Command command = Command.of("sh", "-c", "sh -c 'sleep 1000 & echo $! > " + pid + "; wait' & wait");
        assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                .isThrownBy(() -> remote.run(command.within(Duration.ofMillis(300))));
        RemoteProcess.awaitGone(pid);
    }

    @Test
    void aDeadlineOnTheFastShellAlsoKillsGrandchildren(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        Command command = Command.of("sh", "-c", "sh -c 'sleep 1000 & echo $! > " + pid + "; wait' & wait");
        assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                .isThrownBy(() -> remote.runFast(command.within(Duration.ofMillis(300))));
        RemoteProcess.awaitGone(pid);
        assertThat(remote.runFast(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void noTerminalChangesLineEndsOrEchoesInput() {
        byte[] input = "a\nb\r\nc".getBytes(StandardCharsets.US_ASCII);
        assertThat(remote.run(Command.of("cat").withStdin(input)).stdout()).isEqualTo("a\nb\r\nc");
        assertThat(remote.run(Command.of("tty")).stdout()).isEqualTo("not a tty\n");
    }

    @Test
    void anInterruptEndsTheWaitKeepsTheFlagAndKillsTheCommand(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        var outcome = new CompletableFuture<Boolean>();
        var thread = new Thread(() -> {
            try {
                remote.run(Command.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 1000"));
            } catch (RemoteException.Interrupted e) {
                outcome.complete(Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        RemoteProcess.awaitPid(pid);
        thread.interrupt();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isTrue();
        RemoteProcess.awaitGone(pid);
        assertThat(remote.run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void aDeadlineIsToldFromALostConnectionAndLeavesTheConnectionUsable() throws Exception {
        try (SshNodes own = server.connect(1)) {
            Remote other = own.on("n1");
            String session = parentOfShell(other);
            assertThatExceptionOfType(RemoteException.DeadlineExceeded.class)
                    .isThrownBy(() -> other.run(Command.of("sleep", "1000").within(Duration.ofMillis(200))));
            assertThat(parentOfShell(other)).isEqualTo(session);
        }
    }

    private static String parentOfShell(Remote other) {
        return other.require(Command.of("sh", "-c", "echo $PPID")).stdout();
    }

    @Test
    void aKnownSshRsaKeyIsProvenByItsSha2Signatures() throws Exception {
        server.trustHostKeys("host_rsa");
        try {
            server.connect(1).close();
            try (var plain = new SSHClient()) {
                plain.addHostKeyVerifier(
                        new OpenSSHKnownHosts(server.knownHosts().toFile()));
                assertThatThrownBy(() -> plain.connect("127.0.0.1", server.port()))
                        .isInstanceOf(TransportException.class);
            }
        } finally {
            server.trustHostKeys("host_ed25519", "host_rsa");
        }
    }

    @Test
    void anUnknownHostKeyIsRefusedWithItsFingerprintAndTheLineToType() throws Exception {
        server.trustHostKeys();
        try {
            assertThatExceptionOfType(RemoteException.HostKeyRejected.class)
                    .isThrownBy(() -> server.connect(1))
                    .withMessageContaining("n1: ")
                    .withMessageContaining(server.fingerprint("host_ed25519"))
                    .withMessageContaining("ssh-keyscan -p " + server.port() + " -t ed25519 '127.0.0.1' >> '"
                            + server.knownHosts() + "'");
        } finally {
            server.trustHostKeys("host_ed25519", "host_rsa");
        }
    }

    @Test
    void largeInputReachesASlowReaderWhole() {
        byte[] input = new byte[8 << 20];
        CommandResult result = remote.run(
                Command.of("sh", "-c", "sleep 0.5; wc -c").withStdin(input).within(Duration.ofSeconds(30)));
        assertThat(result.stdout().strip()).isEqualTo(Integer.toString(input.length));
    }

    @Test
    void aServerThatStaysSilentIsGivenUpAfterTheConnectTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var ssh = new Node.Ssh(
                    "127.0.0.1", silent.getLocalPort(), OpenSshServer.user(), server.userKey(), server.knownHosts());
            var options = SshOptions.defaults().withConnectTimeout(Duration.ofMillis(300));
            assertThatExceptionOfType(RemoteException.Unreachable.class)
                    .isThrownBy(() -> SshConnector.connect(new Node("n1", "127.0.0.1", ssh), options))
                    .withMessageContaining("no SSH connection to 127.0.0.1 port " + silent.getLocalPort());
        }
    }

    @Test
    void keepAliveRunsOnlyAfterTheLogin() throws Exception {
        try (SSHClient client = SshConnector.connect(server.node("n1"), SshOptions.defaults())) {
            var keepAlive = client.getConnection().getKeepAlive();
            assertThat(keepAlive.isAlive()).isTrue();
            assertThat(keepAlive.getKeepAliveInterval()).isEqualTo(15);
        }
    }

    private static SSHClient plainClient() throws IOException {
        var client = new SSHClient();
        client.addHostKeyVerifier(new OpenSSHKnownHosts(server.knownHosts().toFile()));
        client.connect("127.0.0.1", server.port());
        client.authPublickey(OpenSshServer.user(), server.userKey().toString());
        return client;
    }
}
