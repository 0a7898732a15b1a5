package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the files from which a cluster's nodes are started. All of it fails with {@link ClusterException}. */
final class Blueprint {

    private final ClusterFiles files;
    private final JavaHome java;
    private final Optional<NodeDisks> disks;

    /** @param disks makes a disk for each node; empty if they are to have none */
    Blueprint(ClusterFiles files, JavaHome java, Optional<NodeDisks> disks) {
        this.files = files;
        this.java = java;
        this.disks = disks;
    }

    /** What the nodes will be. */
    Inventory inventory(List<String> names, Subnet subnet) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 1; i <= names.size(); i++) {
            String address = subnet.node(i);
            nodes.add(new Node(
                    names.get(i - 1),
                    address,
                    new Node.Ssh(address, SshBanner.PORT, "root", files.privateKey(), files.knownHosts())));
        }
        return new Inventory(files.name(), subnet.control(), nodes);
    }

    /** Makes the cluster's directory. No one but root may enter it: nodes can put set-user-id programs there. */
    void prepareDirectory() {
        writing("cluster " + files.name(), () -> {
            Files.createDirectories(files.directory().getParent());
            Files.createDirectory(
                    files.directory(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createDirectory(files.containers());
        });
    }

    /** Writes what all nodes share: the user's key and the root directory. */
    void writeShared(Inventory inventory) {
        writing("cluster " + files.name(), () -> {
            SshKeys.generate(files.privateKey(), "partita-" + files.name(), files);
            new NodeRoot(files.skeleton()).build(hosts(inventory), SshKeys.publicPart(files.privateKey()));
        });
    }

    private static String hosts(Inventory inventory) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n");
        hosts.append(inventory.controlAddress()).append(" control\n");
        for (Node node : inventory.nodes()) {
            hosts.append(node.address()).append(' ').append(node.name()).append('\n');
        }
        return hosts.toString();
    }

    /** Writes what the node {@code name} has of its own. */
    void writeNode(String name, Inventory inventory, Subnet subnet) {
        writing("node " + name, () -> {
            Path node = files.node(name);
            for (String each : List.of("changes", "usr", "usr.work", "local", "local/bin")) {
                LocalModes.set(Files.createDirectories(node.resolve(each)), 0755);
            }
            Files.createSymbolicLink(
                    node.resolve("local/bin/java"), java.inNode().resolve("bin/java"));
            SshKeys.generate(hostKey(name), name, files);
            new NodeRoot(node.resolve("changes")).buildChanges(name, hostKey(name));
            if (disks.isPresent()) {
                disks.get().create(name);
            }
            int index = inventory.names().indexOf(name) + 1;
            Files.writeString(
                    node.resolve("config"),
                    ContainerSettings.text(files, java, subnet, name, index, disks.map(all -> all.mountPoint(name))));
        });
    }

    /** Writes which host key each node has. The keys are known from their making, not learnt over the network. */
    void writeKnownHosts(Inventory inventory) {
        writing("cluster " + files.name(), () -> {
            StringBuilder lines = new StringBuilder();
            for (Node node : inventory.nodes()) {
                lines.append(SshKeys.knownHost(node.name() + "," + node.address(), hostKey(node.name())));
            }
            Files.writeString(files.knownHosts(), lines);
        });
    }

    private Path hostKey(String node) {
        return files.node(node).resolve("host_key");
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void writing(String what, Writing work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new ClusterException("cannot write the files of " + what + " in " + files.directory() + ": " + e, e);
        }
    }
}
