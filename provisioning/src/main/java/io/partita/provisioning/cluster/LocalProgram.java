package io.partita.provisioning.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs programs on this machine that work on one cluster: who takes the cluster away ends them first. */
public final class LocalProgram {

    private LocalProgram() {}

    /** How a program ended. */
    public record Outcome(int exitStatus, String stdout, String stderr) {}

    /**
     * Runs {@code argv} for the cluster in {@code directory} and says how it ended, whatever the exit status.
     *
     * @throws ClusterException if it cannot be started, exceeds {@code limit} or the thread is interrupted
     */
    public static Outcome run(Path directory, List<String> argv, byte[] stdin, Duration limit) {
        LocalCommand.Result result = LocalCommand.of(argv)
                .withInput(new String(stdin, StandardCharsets.UTF_8))
                .within(limit)
                .workingOn(new ClusterFiles(directory))
                .run();
        return new Outcome(result.exitStatus(), result.stdout(), result.stderr());
    }
}
