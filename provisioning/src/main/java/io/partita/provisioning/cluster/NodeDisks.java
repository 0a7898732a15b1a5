package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Disks of their own for nodes: each a file system in a file of limited size, mounted on this machine in the node's own
 * directory and shown in the node. So a node can fill its disk, and the machine's stays as it is. The file grows with what
 * is written; what a node only reserves takes no room.
 */
public final class NodeDisks {

    /** Where a node has its disk. */
    public static final String DIRECTORY = "/srv/disk";

    private static final String SIZE = "768M";
    private static final String INODES = "16384";

    private final ClusterFiles files;

    NodeDisks(ClusterFiles files) {
        this.files = files;
    }

    /** Whether every one of {@code nodes} was made with a disk. */
    boolean exist(List<String> nodes) {
        return nodes.stream().allMatch(node -> Files.exists(image(node)));
    }

    /** Makes the disk of {@code node}; it is not mounted. */
    void create(String node) throws IOException {
        Files.createDirectories(mountPoint(node));
        run("truncate", "--size", SIZE, image(node).toString());
        // Nothing is kept back for root, as every process of a node is root's.
        run(
                "mkfs.ext4",
                "-q",
                "-F",
                "-m",
                "0",
                "-N",
                INODES,
                "-E",
                "lazy_itable_init=1",
                image(node).toString());
    }

    /** Mounts the disk of {@code node}, if it has one, unless it is mounted. */
    void mount(String node) {
        if (Files.exists(image(node)) && !Mounts.isMounted(mountPoint(node))) {
            run(
                    "mount",
                    "-o",
                    "loop,nosuid,nodev",
                    image(node).toString(),
                    mountPoint(node).toString());
        }
    }

    /** Where the disk of {@code node} is mounted on this machine. */
    Path mountPoint(String node) {
        return files.node(node).resolve("disk");
    }

    private Path image(String node) {
        return files.node(node).resolve("disk.img");
    }

    private void run(String... argv) {
        LocalCommand.of(argv).workingOn(files).require();
    }
}
