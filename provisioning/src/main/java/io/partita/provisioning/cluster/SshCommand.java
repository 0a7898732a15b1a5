package io.partita.provisioning.cluster;

import java.util.List;

/** The command lines that let a person look into a node. */
public final class SshCommand {

    private SshCommand() {}

    /**
     * The command that opens a shell on {@code node}. It uses the cluster's key, accepts the node's own host key only,
     * and reads no settings of the user who calls it.
     */
    public static List<String> login(Node node) {
        Node.Ssh ssh = node.ssh();
        return List.of(
                "/usr/bin/ssh",
                "-F",
                "none",
                "-i",
                ssh.privateKey().toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + ssh.knownHosts(),
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-p",
                Integer.toString(ssh.port()),
                ssh.user() + "@" + ssh.host());
    }
}
