package io.partita.workloads.mesos.deploy;

import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.util.List;
import java.util.Map;

/**
 * An app that is upgraded and scaled again and again. Immutable.
 *
 * @param id such as {@code /rolling}
 * @param instances how many it has in the beginning
 * @param minimumHealthCapacity the part of its instances that an upgrade must leave alive
 * @param maximumOverCapacity the part of its instances that an upgrade may add
 */
record RollingApp(String id, int instances, double minimumHealthCapacity, double maximumOverCapacity) {

    /** The variable in the environment of an app's tasks that every upgrade changes. */
    static final String TOKEN = "PARTITA_TOKEN";

    /** What {@link #TOKEN} says in the beginning. */
    static final String FIRST_TOKEN = "v0";

    /** Products of fractions are not exact. */
    private static final double ROUNDING = 1e-9;

    /** One that may have more instances during an upgrade, and one that may not. */
    static List<RollingApp> all(int instances) {
        return List.of(
                new RollingApp("/rolling", instances, 0.5, 0.25),
                new RollingApp("/tight", Math.max(2, instances * 2 / 3), 0.5, 0.0));
    }

    AppSpec spec(TaskProgram program) {
        return AppSpec.of(id, program.command(TaskMode.steady()), instances)
                .with("env", environment(FIRST_TOKEN))
                .with(
                        "upgradeStrategy",
                        Map.of(
                                "minimumHealthCapacity", minimumHealthCapacity,
                                "maximumOverCapacity", maximumOverCapacity));
    }

    static Map<String, Object> environment(String token) {
        return Map.of(TOKEN, token);
    }

    /** How many of {@code wanted} instances an upgrade must leave alive, rounded up. */
    int least(int wanted) {
        return (int) Math.ceil(wanted * minimumHealthCapacity - ROUNDING);
    }

    /**
     * How many there may be at once when {@code wanted} are wanted, rounded down; one more than must live if that leaves no
     * room, because else no upgrade could begin.
     */
    int most(int wanted) {
        int most = (int) Math.floor(wanted * (1 + maximumOverCapacity) + ROUNDING);
        return Math.max(most, least(wanted) + 1);
    }

    /** In how many rounds an upgrade of {@code wanted} instances ends and starts them, at most. */
    int rounds(int wanted) {
        int room = most(wanted) - least(wanted);
        return Math.max(1, (wanted + room - 1) / room);
    }

    /** The fewest and the most instances that it is scaled to. */
    int fewest() {
        return Math.max(1, instances / 2);
    }

    int greatest() {
        return instances + instances / 2;
    }
}
