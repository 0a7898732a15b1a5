package io.partita.control.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A directory of a run as a list of runs shows it: its head, or why there is none. A run whose {@code results.json} is
 * missing or broken is an entry too, for a run that vanished is worse than one that failed. Immutable.
 *
 * @param directory where the run's files are
 * @param path the same below the results, with {@code /} between names
 * @param workload the workload's name
 * @param nemesis the nemeses as they were asked for; without a head, what the directory's name tells of them
 * @param name the last part of the path, which begins with the instant of the start: newer runs have greater names
 * @param head what the run came to; empty if that cannot be read
 * @param problem why there is no head; empty if there is one
 */
public record RunEntry(
        Path directory,
        String path,
        String workload,
        String nemesis,
        String name,
        Optional<RunHead> head,
        Optional<String> problem) {

    /** Settings of a plan that say where it runs and not what it does. */
    private static final Pattern WHERE = Pattern.compile("\\s*\"(clusterName|leaveRunning)\"\\s*:\\s*[^,}]*,?");

    public RunEntry {
        Objects.requireNonNull(directory, "directory is null");
        if (head.isPresent() == problem.isPresent()) {
            throw new IllegalArgumentException("a run has either a head or a problem: " + path);
        }
    }

    /** The verdict's word, or {@code unreadable}. */
    public String badge() {
        return head.map(known -> known.verdict().label()).orElse("unreadable");
    }

    /**
     * The plan that was run, as text that is equal for equal plans on whatever cluster; empty if none can be read. Reads a
     * file.
     */
    public Optional<String> plan() {
        try {
            String plan = Files.readString(directory.resolve("plan.json"), StandardCharsets.UTF_8);
            return Optional.of(WHERE.matcher(plan).replaceAll(""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
