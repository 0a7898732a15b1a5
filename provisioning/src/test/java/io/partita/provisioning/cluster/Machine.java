package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cluster could leave behind on this machine, as seen at one moment. */
record Machine(Set<String> devices, Set<String> mounts, Set<String> processes, Set<String> groups, Set<String> files) {

    /** All that bears the mark of the cluster in {@code directory}, and all files beside it. */
    static Machine traces(Path directory) throws IOException {
        String prefix = new ClusterFiles(directory).prefix();
        return new Machine(
                matching(LocalCommand.of("ip", "-o", "link").require().stdout(), prefix),
                matching(Files.readString(Path.of("/proc/mounts")), directory.toString()),
                matching(living(), prefix, directory.toString()),
                find("/sys/fs/cgroup", prefix),
                new TreeSet<>(Stream.of(
                                find(directory.getParent().toString(), ""), find("/run", prefix), find("/tmp", prefix))
                        .flatMap(Set::stream)
                        .toList()));
    }

    private static String living() {
        return LocalCommand.of("ps", "-eo", "stat,pid,cgroup:500,args")
                .require()
                .stdout()
                .lines()
                .filter(line -> !line.startsWith("Z") && !line.contains(Child.class.getName()))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> matching(String lines, String... parts) {
        return lines.lines()
                .filter(line -> Stream.of(parts).anyMatch(line::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> find(String root, String part) {
        LocalCommand.Result found = LocalCommand.of("find", root, "-mindepth", "1", "-path", "*" + part + "*")
                .run();
        return found.stdout().lines().collect(Collectors.toCollection(TreeSet::new));
    }
}
