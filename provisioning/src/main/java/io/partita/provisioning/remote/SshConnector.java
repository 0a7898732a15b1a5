package io.partita.provisioning.remote;

import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Opens SSHJ connections with the settings that experience with it calls for, and types what can go wrong. */
final class SshConnector {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /**
     * SSHJ's own time limit for everything on an open connection. It must be longer than any command, since SSHJ also
     * applies it to a command that reads its input slowly; the deadlines that matter are kept by {@link SshConnection}.
     */
    private static final int NO_LIMIT = (int) TimeUnit.HOURS.toMillis(24);

    private SshConnector() {}

    /** A connection to {@code node}, logged in. */
    static SSHClient connect(Node node, SshOptions options) {
        Node.Ssh ssh = node.ssh();
        requirePrivateKeyIsPrivate(node);
        int patience = (int) options.connectTimeout().toMillis();
        var config = new DefaultConfig();
        config.setLoggerFactory(new SshjLoggers(LoggerFactory.DEFAULT));
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        var client = new SSHClient(config);
        boolean done = false;
        try {
            HostKeys hostKeys = hostKeys(node);
            client.addHostKeyVerifier(hostKeys);
            client.setSocketFactory(new PromptSockets());
            client.setConnectTimeout(patience);
            client.setTimeout(patience);
            client.getTransport().setTimeoutMs(patience);
            client.getConnection().setTimeoutMs(patience);
            open(client, node, hostKeys);
            login(client, node);
            client.getConnection().setTimeoutMs(NO_LIMIT);
            keepAlive(client, options);
            done = true;
            return client;
        } finally {
            if (!done) {
                disconnect(client);
            }
        }
    }

    private static HostKeys hostKeys(Node node) {
        try {
            return new HostKeys(node.ssh());
        } catch (IOException e) {
            throw new RemoteException.HostKeyRejected(
                    node.name(),
                    "cannot read the known host keys in " + node.ssh().knownHosts() + ": " + e,
                    e);
        }
    }

    private static void open(SSHClient client, Node node, HostKeys hostKeys) {
        Node.Ssh ssh = node.ssh();
        try {
            client.connect(ssh.host(), ssh.port());
        } catch (IOException e) {
            requireNotInterrupted(node, e);
            if (hostKeys.refusal() != null) {
                throw new RemoteException.HostKeyRejected(node.name(), hostKeys.refusal(), e);
            }
            throw new RemoteException.Unreachable(
                    node.name(),
                    "no SSH connection to " + ssh.host() + " port " + ssh.port() + ": " + reason(e)
                            + ". Is the node up, and does sshd listen there?",
                    e);
        }
    }

    private static void login(SSHClient client, Node node) {
        Node.Ssh ssh = node.ssh();
        KeyProvider key;
        try {
            key = client.loadKeys(ssh.privateKey().toString());
            key.getPrivate();
        } catch (IOException e) {
            throw new RemoteException.LoginRefused(
                    node.name(),
                    "the private key " + ssh.privateKey() + " cannot be used: " + reason(e)
                            + " (a key with a passphrase is not supported)",
                    e);
        }
        try {
            client.authPublickey(ssh.user(), key);
        } catch (UserAuthException e) {
            requireNotInterrupted(node, e);
            throw new RemoteException.LoginRefused(
                    node.name(),
                    "user " + ssh.user() + " with key " + ssh.privateKey() + " was refused by " + ssh.host() + " port "
                            + ssh.port() + ". Is the public key in that user's authorized_keys?",
                    e);
        } catch (IOException e) {
            requireNotInterrupted(node, e);
            throw new RemoteException.Unreachable(
                    node.name(), "the connection broke during the login: " + reason(e), e);
        }
    }

    /** Started only now: before the login is done, a probe can garble the key exchange. */
    private static void keepAlive(SSHClient client, SshOptions options) {
        var keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setMaxAliveCount(3);
        keepAlive.setKeepAliveInterval((int) options.keepAlive().toSeconds());
        keepAlive.start();
    }

    private static void requirePrivateKeyIsPrivate(Node node) {
        var file = node.ssh().privateKey();
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new RemoteException.LoginRefused(
                        node.name(),
                        "the private key " + file
                                + " is open to other users and is not used. Protect it with: chmod 600 "
                                + ShellQuoting.quote(file.toString()),
                        null);
            }
        } catch (NoSuchFileException e) {
            throw new RemoteException.LoginRefused(node.name(), "there is no private key " + file, e);
        } catch (IOException e) {
            throw new RemoteException.LoginRefused(node.name(), "the private key " + file + " cannot be read: " + e, e);
        }
    }

    /** SSHJ wraps an interrupt into its own exceptions and loses the thread's flag. */
    private static void requireNotInterrupted(Node node, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new RemoteException.Interrupted(node.name(), "interrupted while connecting", failure);
            }
        }
    }

    static void disconnect(SSHClient client) {
        try {
            client.disconnect();
        } catch (IOException e) {
            // Nothing is lost: the connection is given up because it is broken or no longer needed.
        }
    }

    static String reason(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Sockets that send at once: with Nagle's algorithm a new channel costs 48 ms instead of 2. */
    private static final class PromptSockets extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("SSHJ connects the sockets");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("SSHJ connects the sockets");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("SSHJ connects the sockets");
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException("SSHJ connects the sockets");
        }
    }
}
