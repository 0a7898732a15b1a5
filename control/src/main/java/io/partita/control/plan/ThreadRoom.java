package io.partita.control.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How many more threads this machine lets a process of ours make, as far as the kernel says so. Immutable.
 *
 * @param left so many; {@link Long#MAX_VALUE} if nothing limits them
 * @param reason what limits them, in words
 */
record ThreadRoom(long left, String reason) {

    /** What a run needs besides its clients, and what clients may need for themselves. */
    static final int OTHERS = 64;

    private static final ThreadRoom UNLIMITED = new ThreadRoom(Long.MAX_VALUE, "nothing");

    /** On this machine, now. */
    static ThreadRoom here() {
        return below(Path.of("/"));
    }

    /** As the files of {@code root} have it: its {@code proc} and {@code sys}. */
    static ThreadRoom below(Path root) {
        ThreadRoom least = UNLIMITED;
        Path proc = root.resolve("proc");
        Path kernel = proc.resolve("sys/kernel/threads-max");
        least = least.or(number(kernel), threads(proc.resolve("loadavg")), "the kernel, " + kernel);
        Path groups = root.resolve("sys/fs/cgroup");
        String own = first(proc.resolve("self/cgroup"), "0::/").orElse("");
        for (Path group = groups.resolve(own); group.startsWith(groups); group = group.getParent()) {
            Path limit = group.resolve("pids.max");
            least = least.or(
                    number(limit), number(group.resolve("pids.current")).orElse(0L), "a control group, " + limit);
        }
        return least;
    }

    private ThreadRoom or(Optional<Long> limit, long used, String words) {
        long room = limit.map(most -> Math.max(0, most - used)).orElse(Long.MAX_VALUE);
        return room < left
                ? new ThreadRoom(room, words + ": " + limit.get() + ", of which " + used + " are in use")
                : this;
    }

    /** What is wrong with so many client threads here, if anything. */
    Optional<Problem> refuse(int concurrency) {
        if (concurrency <= left - OTHERS) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "--concurrency " + concurrency + " takes as many threads and " + OTHERS
                        + " others, but there is room for " + left + " more (" + reason + ")",
                left > OTHERS
                        ? "Give at most " + (left - OTHERS) + ", or raise that limit."
                        : "Raise that limit, or end what else runs on this machine."));
    }

    private static Optional<Long> number(Path file) {
        return first(file, "").filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /** All threads of the machine: the fourth word is those that run, a slash, and all. */
    private static long threads(Path loadavg) {
        return first(loadavg, "")
                .map(line -> line.replaceAll("^(?:\\S+ ){3}[0-9]+/([0-9]+) .*$", "$1"))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .orElse(0L);
    }

    /** What stands behind {@code start} in the first line that begins so; empty if there is none, or no such file. */
    private static Optional<String> first(Path file, String start) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
