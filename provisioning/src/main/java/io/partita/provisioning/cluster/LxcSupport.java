package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a machine must have to carry a cluster of LXC nodes. Reads only, changes nothing. Thread safe. */
public final class LxcSupport {

    private static final Map<String, String> PACKAGE_OF_PROGRAM = packageOfProgram();

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

    /** What this machine lacks; empty if nodes can be made here. */
    public static List<Missing> missing() {
        return missing(Path.of("/"));
    }

    static List<Missing> missing(Path root) {
        List<Missing> missing = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of(new Missing(
                    "Linux", "LXC nodes need a Linux kernel", "use --cluster vagrant or --cluster hosts", List.of()));
        }
        if (!isRoot()) {
            missing.add(new Missing("root", "only root can make containers and bridges", "use sudo", List.of()));
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
        for (Kernel need : Kernel.values()) {
            if (!need.isPresent(root)) {
                missing.add(new Missing(need.what, need.cause, need.remedy, List.of()));
            }
        }
        return List.copyOf(missing);
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

    /** What is asked of the kernel. A module that is not loaded yet counts: the kernel loads it when it is needed. */
    private enum Kernel {
        OVERLAY("overlay file system", "nodes share /usr, each with changes of its own", "modprobe overlay") {
            @Override
            boolean isPresent(Path root) {
                return contains(root.resolve("proc/filesystems"), "overlay") || hasModule(root, "overlay");
            }
        },
        NAMESPACES(
                "namespaces",
                "nodes need process, mount, host name, IPC and network namespaces",
                "use a kernel with CONFIG_NAMESPACES") {
            @Override
            boolean isPresent(Path root) {
                return Stream.of("pid", "mnt", "uts", "ipc", "net")
                        .allMatch(kind ->
                                Files.exists(root.resolve("proc/self/ns").resolve(kind)));
            }
        },
        CONTROL_GROUPS("control groups", "LXC keeps nodes in control groups", "mount -t cgroup2 none /sys/fs/cgroup") {
            @Override
            boolean isPresent(Path root) {
                return contains(root.resolve("proc/self/mounts"), " cgroup");
            }
        };

        final String what;
        final String cause;
        final String remedy;

        Kernel(String what, String cause, String remedy) {
            this.what = what;
            this.cause = cause;
            this.remedy = remedy;
        }

        abstract boolean isPresent(Path root);

        static boolean contains(Path file, String text) {
            try {
                return Files.readString(file).contains(text);
            } catch (IOException e) {
                return false;
            }
        }

        static boolean hasModule(Path root, String module) {
            try (Stream<Path> kernels = Files.list(root.resolve("lib/modules"))) {
                String running = Files.readString(root.resolve("proc/sys/kernel/osrelease"))
                        .strip();
                return kernels.filter(kernel -> kernel.endsWith(running))
                        .anyMatch(kernel -> contains(kernel.resolve("modules.dep"), "/" + module + ".ko")
                                || contains(kernel.resolve("modules.builtin"), "/" + module + ".ko"));
            } catch (IOException e) {
                return false;
            }
        }
    }
}
