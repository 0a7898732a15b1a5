package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keys of a cluster: made for it, used nowhere else, gone with it. */
final class SshKeys {

    private SshKeys() {}

    /** Makes an Ed25519 key pair: {@code file}, readable by its owner only, and {@code file.pub}. */
    static void generate(Path file, String comment, ClusterFiles files) {
        LocalCommand.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file.toString())
                .workingOn(files)
                .require();
    }

    static Path publicPart(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /** The line of a known_hosts file that says: {@code host} has the key in {@code file}. */
    static String knownHost(String host, Path file) throws IOException {
        String[] fields = Files.readString(publicPart(file)).split(" ");
        return host + " " + fields[0] + " " + fields[1].strip() + "\n";
    }
}
