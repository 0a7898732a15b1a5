package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where everything of a cluster is, and what its objects in the kernel are called. The names follow from the
 * directory alone, so a cluster can be found and removed however little of it is left.
 *
 * @param directory the cluster's directory; all its files are below, except the locks, which stand beside it
 */
record ClusterFiles(Path directory) {

    private static final Pattern ENTRIES = Pattern.compile(
            "nodes|skeleton|known_hosts|id_ed25519(\\.pub)?|inventory\\.json(\\.partial)?|made-for-a-run|faults\\.jsonl");

    ClusterFiles {
        directory = directory.toAbsolutePath().normalize();
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** The bridge, and the beginning of the name of every other kernel object of this cluster; 11 characters. */
    String prefix() {
        return "pt-" + digest().substring(0, 8);
    }

    /** The end of the veth pair that stays on the machine; the kernel allows 15 characters. */
    String veth(int index) {
        return prefix() + "." + index;
    }

    /**
     * The Ethernet address of a node, always the same: a node that is started again with another one would be deaf
     * for as long as its neighbours remember the old.
     */
    String hardwareAddress(int index) {
        String digest = digest();
        return "02:%s:%s:%s:%s:%02x"
                .formatted(
                        digest.substring(0, 2),
                        digest.substring(2, 4),
                        digest.substring(4, 6),
                        digest.substring(6, 8),
                        index);
    }

    /** The name under which LXC knows a node; unique on the machine. */
    String container(String node) {
        return prefix() + "-" + node;
    }

    Path inventory() {
        return directory.resolve("inventory.json");
    }

    /** A file that says that nobody but a run wants the cluster. */
    Path madeForARun() {
        return directory.resolve("made-for-a-run|faults\\.jsonl");
    }

    Path privateKey() {
        return directory.resolve("id_ed25519");
    }

    Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** The root directory that all nodes share below their changes. */
    Path skeleton() {
        return directory.resolve("skeleton");
    }

    /** The directory that LXC is given as its own. */
    Path containers() {
        return directory.resolve("nodes");
    }

    Path node(String node) {
        return containers().resolve(container(node));
    }

    /**
     * Makes sure that the directory, which is about to be deleted, holds nothing but a cluster.
     *
     * @throws ClusterException if it holds something else
     */
    void requireOurs() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> foreign = entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> !ENTRIES.matcher(entry).matches())
                    .toList();
            if (!foreign.isEmpty()) {
                throw new ClusterException(directory + " is not only a cluster's directory: it holds " + foreign
                        + "; choose another directory, or move these away");
            }
        } catch (IOException e) {
            throw new ClusterException("cannot look into " + directory + ": " + e, e);
        }
    }

    /** A number that is likely to differ between clusters, for choices that should. */
    int spread() {
        return Integer.parseUnsignedInt(digest().substring(8, 15), 16);
    }

    private String digest() {
        try {
            byte[] bytes = directory.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
