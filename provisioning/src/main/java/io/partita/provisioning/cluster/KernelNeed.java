package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is asked of the kernel. A module that is not loaded yet counts: the kernel loads it when it is needed. */
enum KernelNeed {
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
                    .allMatch(kind -> Files.exists(root.resolve("proc/self/ns").resolve(kind)));
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

    KernelNeed(String what, String cause, String remedy) {
        this.what = what;
        this.cause = cause;
        this.remedy = remedy;
    }

    abstract boolean isPresent(Path root);

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasModule(Path root, String module) {
        try (Stream<Path> kernels = Files.list(root.resolve("lib/modules"))) {
            String running =
                    Files.readString(root.resolve("proc/sys/kernel/osrelease")).strip();
            return kernels.filter(kernel -> kernel.endsWith(running))
                    .anyMatch(kernel -> contains(kernel.resolve("modules.dep"), "/" + module + ".ko")
                            || contains(kernel.resolve("modules.builtin"), "/" + module + ".ko"));
        } catch (IOException e) {
            return false;
        }
    }
}
