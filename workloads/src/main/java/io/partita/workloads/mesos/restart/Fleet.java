package io.partita.workloads.mesos.restart;

import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The apps of {@link RestartWorkload}. Immutable.
 *
 * @param web its tasks run for ever, and are killed
 * @param mortal its tasks die by themselves after a while
 * @param loop its only task fails at once every time, and leaves a process behind that made itself a daemon
 */
record Fleet(AppSpec web, AppSpec mortal, AppSpec loop) {

    /**
     * The first pause after a failure of {@link #loop}, as it is given to Marathon: longer than Marathon may have to wait
     * for offers, or nobody could tell the one from the other.
     */
    static final Duration LOOP_BACKOFF = Duration.ofSeconds(60);

    private static final Duration MORTAL_LIFE = Duration.ofSeconds(12);
    private static final Duration LOOP_LIFE = Duration.ofSeconds(1);
    private static final int MORTALS = 2;

    static Fleet of(TaskProgram program, int instances) {
        return new Fleet(
                // A pause that does not grow: each kill is to be judged by itself.
                // Spread, so that every agent has something to lose.
                AppSpec.of("/web", program.command(TaskMode.steady()), instances)
                        .with("constraints", List.of(List.of("hostname", "GROUP_BY")))
                        .withBackoff(Duration.ofSeconds(1), 1.0),
                AppSpec.of("/mortal", program.command(new TaskMode.Exit(MORTAL_LIFE, 1)), MORTALS)
                        .withBackoff(Duration.ofSeconds(1), 1.0),
                AppSpec.of("/loop", program.command(new TaskMode.Fork(LOOP_LIFE, 1)), 1)
                        .withBackoff(LOOP_BACKOFF, 1.15));
    }

    List<AppSpec> all() {
        return List.of(web, mortal, loop);
    }

    /** Those of which all instances are to live in the end. */
    List<AppSpec> lasting() {
        return List.of(web, mortal);
    }

    /** Whether every lasting app has exactly its instances, and every node was read. */
    boolean isWhole(NodeTasks found) {
        Map<String, Long> live = AppSetup.live(found);
        return found.unreadable().isEmpty()
                && lasting().stream().allMatch(app -> live.getOrDefault(app.id(), 0L) == app.instances());
    }
}
