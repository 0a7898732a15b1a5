package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The containers of a cluster as the kernel shows them. They are found by their control groups, which no process in
 * them can leave; so they are found and ended even when LXC has lost them.
 */
final class Containers {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path LXC_LOCKS = Path.of("/run/lxc/lock");
    private static final String ANY = "[a-z0-9]+";
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final ClusterFiles files;

    Containers(ClusterFiles files) {
        this.files = files;
    }

    /** Starts the container of {@code node}; returns once its first process runs. */
    void start(String node) {
        LocalCommand.Result result = LocalCommand.of(
                        "lxc-start", "-P", files.containers().toString(), "-n", files.container(node), "-d")
                .within(START)
                .run();
        if (!result.succeeded()) {
            throw new ClusterException("node " + node + ": its container does not start: "
                    + result.stderr().strip() + LogTail.of(files.node(node).resolve("lxc.log")));
        }
    }

    /** The machine's process number of the first process of {@code node}, if it runs. */
    OptionalLong init(String node) {
        return pids(group("payload", node)).stream()
                .filter(Containers::isFirstOfItsNamespace)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static boolean isFirstOfItsNamespace(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.anyMatch(line -> line.matches("NSpid:\\s.*\\s1"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** Kills whatever runs in {@code node} and waits until it is gone. */
    void stop(String node) {
        end(group("payload", node), group("monitor", node));
    }

    /** Kills whatever runs in any container of this cluster, and removes what LXC and the kernel keep for them. */
    void remove() {
        end(group("payload", ANY), group("monitor", ANY));
        for (Path group : groups()) {
            deleteTree(group);
        }
        deleteTree(LXC_LOCKS.resolve(Path.of("/").relativize(files.containers())));
        deleteEmptyParents(LXC_LOCKS.resolve(Path.of("/").relativize(files.containers())));
    }

    /** Matches the line of /proc/PID/cgroup of a process in the group; LXC appends a number to a name that is taken. */
    private Pattern group(String kind, String node) {
        return Pattern.compile(
                "/lxc\\." + kind + "\\." + Pattern.quote(files.container("")) + node + "(-\\d+)?(/|$)",
                Pattern.MULTILINE);
    }

    private void end(Pattern payload, Pattern monitor) {
        thaw();
        kill(payload);
        Waiting.until(STOP, Duration.ofMillis(2), () -> pids(payload).isEmpty());
        // The monitor tidies up and leaves by itself once its container is gone; if not, it is helped.
        if (!Waiting.until(
                Duration.ofSeconds(2), Duration.ofMillis(2), () -> pids(monitor).isEmpty())) {
            kill(monitor);
        }
        boolean gone = Waiting.until(
                STOP,
                Duration.ofMillis(5),
                () -> pids(payload).isEmpty() && pids(monitor).isEmpty());
        if (!gone) {
            throw new ClusterException("processes of cluster " + files.name() + " do not end although killed: "
                    + pids(payload) + pids(monitor) + "; look at them with `ps -o pid,stat,wchan,cmd -p PID`");
        }
    }

    private static void kill(Pattern group) {
        for (long pid : pids(group)) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The processes whose control group matches. */
    private static List<Long> pids(Pattern group) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isIn(process, group)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new ClusterException("cannot list the processes of this machine: " + e, e);
        }
        return found;
    }

    private static boolean isIn(Path process, Pattern group) {
        try {
            return group.matcher(Files.readString(process.resolve("cgroup"))).find();
        } catch (IOException e) {
            return false; // it ended meanwhile
        }
    }

    private void thaw() {
        for (Path group : groups()) {
            write(group.resolve("freezer.state"), "THAWED");
            write(group.resolve("cgroup.freeze"), "0");
        }
    }

    private static void write(Path file, String text) {
        if (Files.exists(file)) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new ClusterException("cannot write " + text + " to " + file + ": " + e, e);
            }
        }
    }

    /** The control groups of this cluster's containers, in every hierarchy. */
    private List<Path> groups() {
        List<Path> groups = new ArrayList<>();
        for (String kind : List.of("lxc.payload.", "lxc.monitor.")) {
            String glob = kind + files.container("") + "*";
            groups.addAll(list(GROUPS, glob));
            list(GROUPS, "*").stream().filter(Files::isDirectory).forEach(hierarchy -> {
                groups.addAll(list(hierarchy, glob));
            });
        }
        return groups;
    }

    private static List<Path> list(Path directory, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new ClusterException("cannot list " + directory + ": " + e, e);
        }
        return found;
    }

    /** Removes control groups or lock files, deepest first. The files in a control group go with it. */
    private static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            boolean group = root.startsWith(GROUPS);
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!group || Files.isDirectory(path)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            if (Files.exists(root)) {
                throw new ClusterException("cannot remove " + root + ": " + e, e);
            }
        }
    }

    private static void deleteEmptyParents(Path path) {
        for (Path parent = path.getParent(); parent.startsWith(LXC_LOCKS); parent = parent.getParent()) {
            try {
                Files.deleteIfExists(parent);
            } catch (IOException e) {
                return; // others have locks there
            }
        }
    }
}
