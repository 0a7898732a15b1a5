package io.partita.provisioning.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Installs Debian packages on this machine, the control node, when we are root on Debian or Ubuntu. */
public final class DebianPackages {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Asked by Debian's package scripts whether they may start a service; answering 101 means no. */
    private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");

    private DebianPackages() {}

    /** Whether this process may install packages here. */
    public static boolean canInstall() {
        return Files.isExecutable(Path.of("/usr/bin/apt-get")) && "root".equals(System.getProperty("user.name"));
    }

    /**
     * Installs {@code packages}. Services that come with them (such as an SSH server of the machine's own) are not
     * started: nodes run their own.
     *
     * @throws ClusterException if apt-get fails
     */
    public static void install(List<String> packages) {
        if (packages.isEmpty()) {
            return;
        }
        boolean policyIsOurs = forbidServices();
        try {
            run(List.of("apt-get", "update", "-q"));
            List<String> install = new ArrayList<>(List.of(
                    "env",
                    "DEBIAN_FRONTEND=noninteractive",
                    "apt-get",
                    "install",
                    "-y",
                    "-q",
                    "--no-install-recommends"));
            install.addAll(packages);
            run(install);
        } finally {
            if (policyIsOurs) {
                delete(POLICY);
            }
        }
    }

    private static void run(List<String> argv) {
        LocalCommand.of(argv).within(LIMIT).require();
    }

    private static boolean forbidServices() {
        if (Files.exists(POLICY, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
            Files.setPosixFilePermissions(POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + POLICY + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
