package io.partita.provisioning.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
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
    private static final Duration POLL = Duration.ofMillis(5);
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
                .workingOn(files)
                .run();
        if (!result.succeeded()) {
            throw new ClusterException("node " + node + ": its container does not start: "
                    + result.stderr().strip()
                    + LogTail.ofErrors(files.node(node).resolve("lxc.log")));
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
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Kills whatever runs in {@code node} and waits until it is gone. */
    void stop(String node) {
        end(node, node);
    }

    /**
     * Kills the commands that a process which died under its work left running. To be called by the holder of the
     * cluster's lock, before it does anything: such a command could still undo it.
     */
    void endAbandonedCommands() {
        Pattern nodes = group("(payload|monitor|pivot)", ANY);
        Predicate<Path> abandoned = process -> LocalCommand.marked(process, files) && !isIn(process, nodes);
        boolean gone = Waiting.until(STOP, POLL, () -> {
            kill(processes(abandoned));
            return processes(abandoned).isEmpty();
        });
        if (!gone) {
            throw new ClusterException("commands of an earlier process on cluster " + files.name()
                    + " do not end although killed: " + processes(abandoned));
        }
    }

    /** Kills whatever runs in any container of this cluster, and removes what LXC and the kernel keep for them. */
    void remove() {
        end(ANY, "*");
        deleteTree(LXC_LOCKS.resolve(Path.of("/").relativize(files.containers())));
        deleteEmptyParents(LXC_LOCKS.resolve(Path.of("/").relativize(files.containers())));
    }

    /** Matches the line of /proc/PID/cgroup of a process in the group. */
    private Pattern group(String kind, String node) {
        return Pattern.compile(
                "/lxc\\." + kind + "\\." + Pattern.quote(files.container("")) + node + "(/|$)", Pattern.MULTILINE);
    }

    /** LXC's monitor is killed too: what it would tidy up is removed by us in any case, and sooner. */
    private void end(String node, String groups) {
        Pattern all = group("(payload|monitor|pivot)", node);
        groups(groups).forEach(Containers::thaw);
        boolean gone = Waiting.until(STOP, POLL, () -> {
            List<Long> left = pids(all);
            kill(left);
            return left.isEmpty();
        });
        if (!gone) {
            throw new ClusterException("processes of cluster " + files.name() + " do not end although killed: "
                    + pids(all) + "; look at them with `ps -o pid,stat,wchan,cmd -p PID`");
        }
        groups(groups).forEach(Containers::deleteTree);
    }

    private static void kill(List<Long> pids) {
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The processes, zombies apart, whose control group matches. */
    private static List<Long> pids(Pattern group) {
        return processes(process -> isIn(process, group));
    }

    private static List<Long> processes(Predicate<Path> which) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (which.test(process) && !isZombie(process)) {
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

    /**
     * Whether all that is left of a process is its exit status, which only its parent can take; the machine's first
     * process may be slow at that. The first thread of a living process can look the same, then there are others.
     */
    private static boolean isZombie(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            if (!stat.substring(stat.lastIndexOf(')')).startsWith(") Z")) {
                return false;
            }
            try (Stream<Path> threads = Files.list(process.resolve("task"))) {
                return threads.count() <= 1;
            }
        } catch (IOException e) {
            return true; // it has gone altogether
        }
    }

    /**
     * A frozen process does not even die, and it may be in a group below. LXC may be taking its groups away meanwhile, as
     * it does when a container did not start: what vanishes holds nobody.
     */
    static void thaw(Path root) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        boolean thawed = Waiting.until(STOP, POLL, () -> {
            try (Stream<Path> paths = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
                for (Path group : paths.filter(Files::isDirectory).toList()) {
                    write(group.resolve("freezer.state"), "THAWED");
                    write(group.resolve("cgroup.freeze"), "0");
                }
                return true;
            } catch (IOException | UncheckedIOException e) {
                failure.set(e);
                return false;
            }
        });
        if (!thawed) {
            throw new ClusterException("cannot thaw " + root + ": " + failure.get(), failure.get());
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, text, StandardOpenOption.WRITE);
        }
    }

    /** The control groups of a node, or of all, in every hierarchy. */
    private List<Path> groups(String node) {
        List<Path> groups = new ArrayList<>();
        for (String kind : List.of("lxc.payload.", "lxc.monitor.", "lxc.pivot.")) {
            String glob = kind + files.container(node);
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

    /** Removes control groups or lock files. The kernel may need a moment after the last process to let a group go. */
    private static void deleteTree(Path root) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        boolean gone = Waiting.until(STOP, POLL, () -> {
            try (Stream<Path> paths = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    // The files in a control group cannot be deleted: they go with it.
                    if (!root.startsWith(GROUPS) || Files.isDirectory(path)) {
                        Files.deleteIfExists(path);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                failure.set(e);
            }
            return !Files.exists(root);
        });
        if (!gone) {
            throw new ClusterException("cannot remove " + root + ": " + failure.get(), failure.get());
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
