package io.partita.provisioning.remote;

import io.partita.provisioning.Poll;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real OpenSSH server on a loopback port, run by the current user with configuration, host keys and authorized keys of
 * its own in a directory of its own. Closing it ends it and removes the directory.
 */
final class OpenSshServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final int port;
    private Process process;

    private OpenSshServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Starts a server with an ed25519 and an RSA host key; skips the calling test where there is no sshd. */
    static OpenSshServer start(String... settings) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SSHD), "needs OpenSSH's server: apt-get install openssh-server");
        Path directory = Files.createTempDirectory("partita-sshd");
        var server = new OpenSshServer(directory, freePort());
        try {
            server.generateKey("host_ed25519", "ed25519");
            server.generateKey("host_rsa", "rsa");
            server.generateKey("user_key", "ed25519");
            Files.copy(directory.resolve("user_key.pub"), directory.resolve("authorized_keys"));
            server.writeConfig(settings);
            server.trustHostKeys("host_ed25519", "host_rsa");
            server.startProcess();
            return server;
        } catch (Exception | AssertionError e) {
            server.close();
            throw e;
        }
    }

    private void writeConfig(String... settings) throws IOException {
        var config = new StringBuilder();
        // The first value counts in sshd's configuration, so the caller's settings come first.
        Stream.of(settings).forEach(setting -> config.append(setting).append('\n'));
        config.append("""
                ListenAddress 127.0.0.1
                Port %2$d
                HostKey %1$s/host_ed25519
                HostKey %1$s/host_rsa
                AuthorizedKeysFile %1$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                Subsystem sftp internal-sftp
                SetEnv SHLVL=2
                """.formatted(directory, port));
        Files.writeString(directory.resolve("sshd_config"), config);
    }

    private void startProcess() throws Exception {
        if (user().equals("root")) {
            // Where sshd, run by root, confines its unprivileged part; the init script makes it otherwise.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        process = new ProcessBuilder(
                        SSHD.toString(),
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
        Poll.until("sshd listens", this::listens);
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("sshd ended: " + log());
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    /** Stops the server and its sessions; commands of the sessions live on. */
    void stop() {
        List<ProcessHandle> sessions = process.children().toList();
        process.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Starts the server again, on the same port with the same keys. */
    void restart() throws Exception {
        startProcess();
    }

    /** The server's processes, one for each connection. */
    List<ProcessHandle> sessions() {
        return process.children().toList();
    }

    /** Kills the server's process for each connection, as if the line were cut. */
    void cutConnections() {
        process.children().forEach(ProcessHandle::destroyForcibly);
    }

    /** Makes a key pair {@code name} and {@code name.pub} in this server's directory. */
    Path generateKey(String name, String type) throws Exception {
        Path key = directory.resolve(name);
        var keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keygen.waitFor() != 0) {
            throw new IOException("ssh-keygen: " + output);
        }
        return key;
    }

    /** Makes known_hosts contain exactly these keys of this server's directory. */
    void trustHostKeys(String... names) throws IOException {
        var lines = new StringBuilder();
        for (String name : names) {
            String[] fields = Files.readString(directory.resolve(name + ".pub")).split(" ");
            lines.append("[127.0.0.1]:%d %s %s%n".formatted(port, fields[0], fields[1].strip()));
        }
        Files.writeString(knownHosts(), lines);
    }

    /** The fingerprint of a key of this server's directory, as OpenSSH prints it. */
    String fingerprint(String name) throws Exception {
        var keygen = new ProcessBuilder(
                        "ssh-keygen",
                        "-l",
                        "-f",
                        directory.resolve(name + ".pub").toString())
                .start();
        return new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
    }

    Path directory() {
        return directory;
    }

    Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    Path userKey() {
        return directory.resolve("user_key");
    }

    int port() {
        return port;
    }

    String log() throws IOException {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    static String user() {
        return System.getProperty("user.name");
    }

    Node node(String name) {
        return node(name, userKey());
    }

    Node node(String name, Path key) {
        return new Node(name, "127.0.0.1", new Node.Ssh("127.0.0.1", port, user(), key, knownHosts()));
    }

    /** This server as the nodes n1 … n{@code count} of a cluster. */
    Inventory inventory(int count) {
        return new Inventory(
                "test",
                "127.0.0.1",
                IntStream.rangeClosed(1, count).mapToObj(i -> node("n" + i)).toList());
    }

    SshNodes connect(int count) {
        return SshNodes.connect(inventory(count));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            stop();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
