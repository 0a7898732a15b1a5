package io.partita.provisioning.remote;

import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/**
 * The host keys a node may show: those of its known_hosts file, no others, and nobody is asked. Keeps why a key was
 * refused, with what to do about it. One instance verifies one connection.
 */
final class HostKeys extends OpenSSHKnownHosts {

    private final Node.Ssh ssh;
    private volatile String refusal;

    HostKeys(Node.Ssh ssh) throws IOException {
        super(ssh.knownHosts().toFile());
        this.ssh = ssh;
    }

    /** Why the key that the server showed was refused; null if none was. */
    String refusal() {
        return refusal;
    }

    /**
     * The algorithms by which the known keys can be proven. An {@code ssh-rsa} key also signs by the SHA-2 algorithms,
     * the only ones for RSA that OpenSSH since 8.8 offers; SSHJ, asking for {@code ssh-rsa} alone, would be shown
     * another, unknown key.
     */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        Set<String> algorithms = new LinkedHashSet<>();
        for (String algorithm : super.findExistingAlgorithms(hostname, port)) {
            if (algorithm.equals("ssh-rsa")) {
                algorithms.add("rsa-sha2-512");
                algorithms.add("rsa-sha2-256");
            }
            algorithms.add(algorithm);
        }
        return List.copyOf(algorithms);
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        String type = keyscanType(KeyType.fromKey(key));
        refusal = "its host key is not in " + ssh.knownHosts() + ": it showed " + describe(key)
                + ". If that is the node's key, accept it with: ssh-keyscan -p " + ssh.port() + " -t " + type + " "
                + ShellQuoting.quote(ssh.host()) + " >> "
                + ShellQuoting.quote(ssh.knownHosts().toString());
        return false;
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        Known known = findKnown(hostname, KeyType.fromKey(key));
        refusal = "its host key has changed: it showed " + describe(key) + ", but " + ssh.knownHosts() + ":"
                + known.line() + " has " + known.fingerprint()
                + ". Either the node was made anew (then remove that line and accept the new key) or something stands"
                + " between you and the node";
        return false;
    }

    private record Known(int line, String fingerprint) {}

    private Known findKnown(String hostname, KeyType type) {
        Path file = ssh.knownHosts();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                KnownHostEntry entry = new EntryFactory().parseEntry(lines.get(i));
                if (entry.appliesTo(type, hostname)) {
                    return new Known(i + 1, fingerprintOf(lines.get(i), type));
                }
            }
        } catch (IOException e) {
            return new Known(0, "another key (the file could not be read again: " + e.getMessage() + ")");
        }
        return new Known(0, "another key");
    }

    private static String fingerprintOf(String line, KeyType type) {
        String[] fields = line.trim().split("\\s+");
        for (int i = 0; i + 1 < fields.length; i++) {
            if (fields[i].equals(type.toString())) {
                return sha256(Base64.getDecoder().decode(fields[i + 1]));
            }
        }
        return "another key";
    }

    private static String describe(PublicKey key) {
        byte[] encoded = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        return KeyType.fromKey(key) + " " + sha256(encoded);
    }

    /** A key's fingerprint as OpenSSH prints it. */
    private static String sha256(byte[] encodedKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encodedKey);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String keyscanType(KeyType type) {
        String name = type.toString().toLowerCase(Locale.ROOT);
        return name.contains("ed25519") ? "ed25519" : name.contains("ecdsa") ? "ecdsa" : "rsa";
    }
}
