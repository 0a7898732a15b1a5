package io.partita.provisioning.cluster;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A machine under test and how to reach it. Immutable.
 *
 * @param name short host name, unique in its cluster, such as {@code n1}
 * @param address the IP address by which the other nodes and the clients reach it
 * @param ssh how the control node logs in
 */
public record Node(String name, String address, Ssh ssh) {

    public Node {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(address, "address is null");
        Objects.requireNonNull(ssh, "ssh is null");
    }

    /**
     * Where an SSH server listens and what proves each side's identity.
     *
     * @param host name or IP address
     * @param port TCP port
     * @param user login name
     * @param privateKey file with the user's private key
     * @param knownHosts file with the host keys that are accepted; others are refused
     */
    public record Ssh(String host, int port, String user, Path privateKey, Path knownHosts) {
        public Ssh {
            Objects.requireNonNull(host, "host is null");
            Objects.requireNonNull(user, "user is null");
            Objects.requireNonNull(privateKey, "privateKey is null");
            Objects.requireNonNull(knownHosts, "knownHosts is null");
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("SSH port of " + host + " is " + port + ", not in 1..65535");
            }
        }
    }
}
