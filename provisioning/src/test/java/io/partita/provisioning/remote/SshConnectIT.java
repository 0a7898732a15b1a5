package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.partita.provisioning.Poll;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may be connected to, and what is said when it fails. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SshConnectIT {

    private static OpenSshServer server;

    @BeforeAll
    static void start() throws Exception {
        server = OpenSshServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aChangedHostKeyIsRefusedWithBothFingerprintsAndTheLineOfTheOldOne() throws Exception {
        server.generateKey("another", "ed25519");
        server.trustHostKeys("another");
        Files.writeString(server.knownHosts(), "# a comment\n" + Files.readString(server.knownHosts()));
        try {
            assertThatExceptionOfType(RemoteException.HostKeyRejected.class)
                    .isThrownBy(() -> server.connect(1))
                    .withMessageContaining("n1: its host key has changed")
                    .withMessageContaining(server.fingerprint("host_ed25519"))
                    .withMessageContaining(server.knownHosts() + ":2 has " + server.fingerprint("another"));
        } finally {
            server.trustHostKeys("host_ed25519", "host_rsa");
        }
    }

    @Test
    void aMissingKnownHostsFileMeansThatNoKeyIsKnown() throws Exception {
        Files.delete(server.knownHosts());
        try {
            assertThatExceptionOfType(RemoteException.HostKeyRejected.class).isThrownBy(() -> server.connect(1));
        } finally {
            server.trustHostKeys("host_ed25519", "host_rsa");
        }
    }

    @Test
    void aPortWhereNobodyListensIsUnreachable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatExceptionOfType(RemoteException.Unreachable.class)
                .isThrownBy(() -> SshNodes.connect(inventory(at("n1", port))))
                .withMessageContaining("n1: no SSH connection to 127.0.0.1 port " + port)
                .withMessageContaining("refused");
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() throws Exception {
        Path key = server.generateKey("stranger", "ed25519");
        assertThatExceptionOfType(RemoteException.LoginRefused.class)
                .isThrownBy(() -> SshNodes.connect(inventory(server.node("n1", key))))
                .withMessageContaining("n1: user " + OpenSshServer.user() + " with key " + key)
                .withMessageContaining("authorized_keys");
    }

    @Test
    void aPrivateKeyThatOthersCanReadIsNotUsed() throws Exception {
        Path key = server.generateKey("open", "ed25519");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatExceptionOfType(RemoteException.LoginRefused.class)
                .isThrownBy(() -> SshNodes.connect(inventory(server.node("n1", key))))
                .withMessageContaining("chmod 600 '" + key + "'");
    }

    @Test
    void aPrivateKeyThatIsNotThereIsNamed() {
        Path key = server.directory().resolve("nowhere");
        assertThatExceptionOfType(RemoteException.LoginRefused.class)
                .isThrownBy(() -> SshNodes.connect(inventory(server.node("n1", key))))
                .withMessage("n1: there is no private key " + key);
    }

    @Test
    void oneErrorNamesEveryNodeThatFailedAndNoConnectionIsLeft() throws Exception {
        Path key = server.generateKey("other", "ed25519");
        var inventory = inventory(server.node("n1"), server.node("n2", key), at("n3", 1));
        assertThatExceptionOfType(RemoteException.LoginRefused.class)
                .isThrownBy(() -> SshNodes.connect(inventory))
                .withMessageStartingWith("n2: user ")
                .withMessageContaining("; n3: no SSH connection")
                .satisfies(e ->
                        assertThat(e.getSuppressed()).hasExactlyElementsOfTypes(RemoteException.Unreachable.class));
        Poll.until("no session is left", () -> server.sessions().isEmpty());
    }

    private static Node at(String name, int port) {
        var ssh = new Node.Ssh("127.0.0.1", port, OpenSshServer.user(), server.userKey(), server.knownHosts());
        return new Node(name, "127.0.0.1", ssh);
    }

    private static Inventory inventory(Node... nodes) {
        return new Inventory("test", "127.0.0.1", List.of(nodes));
    }
}
