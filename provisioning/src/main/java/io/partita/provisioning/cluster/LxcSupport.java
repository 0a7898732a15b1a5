package io.partita.provisioning.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a machine must have to carry a cluster of LXC nodes. Reads only, changes nothing. Thread safe. */
public final class LxcSupport {

    private static final Map<String, String> PACKAGE_OF_PROGRAM = packageOfProgram();

    /** File systems that cannot hold the changes that an overlay collects. */
    private static final Set<String> UNSUITED = Set.of("overlay", "nfs", "nfs4", "9p", "vfat", "fuseblk", "ecryptfs");

    private static final Path CLOCK_LIBRARY = Path.of("faketime", "libfaketimeMT.so.1");

    private LxcSupport() {}

    private static Map<String, String> packageOfProgram() {
        Map<String, String> packages = new LinkedHashMap<>();
        packages.put("lxc-start", "lxc");
        packages.put("sshd", "openssh-server");
        packages.put("ssh", "openssh-client");
        packages.put("ssh-keygen", "openssh-client");
        packages.put("ip", "iproute2");
        packages.put("iptables", "iptables");
        packages.put("ps", "procps");
        return packages;
    }

    /**
     * Something that this machine lacks.
     *
     * @param what the thing, such as {@code lxc-start}
     * @param cause why it is needed, or what was found instead
     * @param remedy what to do, as one command where a command does it
     * @param packages the Debian packages that bring it; empty if none does
     */
    public record Missing(String what, String cause, String remedy, List<String> packages) {
        public Missing {
            packages = List.copyOf(packages);
        }

        @Override
        public String toString() {
            return what + ": " + cause + "; " + remedy;
        }
    }

    /** The Debian packages that nodes need; installed or not. */
    public static List<String> packages() {
        return PACKAGE_OF_PROGRAM.values().stream().distinct().toList();
    }

    /** What this machine lacks; empty if nodes can be made here. Takes about 50 ms. */
    public static List<Missing> missing() {
        List<Missing> missing = new ArrayList<>(missing(Path.of("/"), LxcCluster.DEFAULT_HOME));
        if (missing.isEmpty() && !canMakeDevices()) {
            missing.add(new Missing(
                    "virtual network devices",
                    "the kernel makes no veth pair or no bridge",
                    "modprobe -a veth bridge",
                    List.of()));
        }
        return List.copyOf(missing);
    }

    /** What this machine, whose programs are those of the nodes, lacks for clocks of their own for processes. */
    public static List<Missing> missingForClocks() {
        return missingForClocks(Path.of("/"));
    }

    static List<Missing> missingForClocks(Path root) {
        try (Stream<Path> libraries = Files.exists(root.resolve("usr/lib"))
                ? Files.find(root.resolve("usr/lib"), 3, (path, attributes) -> path.endsWith(CLOCK_LIBRARY))
                : Stream.empty()) {
            return libraries.findAny().isPresent()
                    ? List.of()
                    : List.of(new Missing(
                            "libfaketime",
                            "is not installed",
                            "apt-get install --no-install-recommends libfaketime",
                            List.of("libfaketime")));
        } catch (IOException | UncheckedIOException e) {
            throw new ClusterException("cannot look for libfaketime in /usr/lib: " + e.getMessage(), e);
        }
    }

    /** What this machine lacks for nodes with disks of their own. */
    public static List<Missing> missingForDisks() {
        return missingForDisks(Path.of("/"));
    }

    static List<Missing> missingForDisks(Path root) {
        List<Missing> missing = new ArrayList<>();
        if (!isInstalled(root, "mkfs.ext4")) {
            missing.add(new Missing(
                    "mkfs.ext4",
                    "is not installed",
                    "apt-get install --no-install-recommends e2fsprogs",
                    List.of("e2fsprogs")));
        }
        if (!Files.exists(root.resolve("dev/loop-control"))) {
            missing.add(
                    new Missing("loop devices", "a node's disk is a file that is mounted", "modprobe loop", List.of()));
        }
        return List.copyOf(missing);
    }

    /** Tries it in a network namespace that ends with the command: the machine's own network sees nothing of it. */
    private static boolean canMakeDevices() {
        String script = "ip link add name v0 type veth peer name v1 && ip link add name br0 type bridge";
        return LocalCommand.of("unshare", "--net", "sh", "-c", script).run().succeeded();
    }

    /** What can be seen without trying: below {@code root}, for a cluster in {@code directory}. */
    static List<Missing> missing(Path root, Path directory) {
        List<Missing> missing = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of(new Missing(
                    "Linux", "LXC nodes need a Linux kernel", "use --cluster vagrant or --cluster hosts", List.of()));
        }
        if (!isRoot()) {
            missing.add(new Missing("root", "only root can make containers and bridges", "use sudo", List.of()));
        } else if (!Capabilities.own().has(Capabilities.SYS_ADMIN)
                || !Capabilities.own().has(Capabilities.NET_ADMIN)) {
            missing.add(new Missing(
                    "a root user with all rights",
                    "this one may not mount or make network devices, as in a container",
                    "start that container with --privileged",
                    List.of()));
        }
        PACKAGE_OF_PROGRAM.forEach((program, debian) -> {
            if (!isInstalled(root, program)) {
                missing.add(new Missing(
                        program,
                        "is not installed",
                        "apt-get install --no-install-recommends " + debian,
                        List.of(debian)));
            }
        });
        if (!Files.isSymbolicLink(root.resolve("bin")) || !Files.isSymbolicLink(root.resolve("lib"))) {
            missing.add(new Missing(
                    "merged /usr",
                    "/bin and /lib are directories of their own here, but nodes share /usr only",
                    "apt-get install usrmerge",
                    List.of("usrmerge")));
        }
        for (KernelNeed need : KernelNeed.values()) {
            if (!need.isPresent(root)) {
                missing.add(new Missing(need.what, need.cause, need.remedy, List.of()));
            }
        }
        fileSystem(directory).filter(UNSUITED::contains).ifPresent(type -> {
            missing.add(new Missing(
                    "a disk for the nodes",
                    directory + " is on " + type + ", on which no overlay can be laid",
                    "mount -t tmpfs tmpfs " + directory.getParent(),
                    List.of()));
        });
        return List.copyOf(missing);
    }

    private static Optional<String> fileSystem(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return Optional.of(Files.getFileStore(existing).type());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isInstalled(Path root, String program) {
        return Stream.of("usr/sbin", "usr/bin", "sbin", "bin")
                .map(directory -> root.resolve(directory).resolve(program))
                .anyMatch(Files::isExecutable);
    }
}
