package io.partita.workloads.mesos.apps;

import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of a run, understood. Immutable.
 *
 * @param reads what readings are held to
 * @param force whether changes end deployments in their way, instead of being refused
 * @param apps apps that live for a while, at a time
 * @param lasting apps that live from the beginning of the run to its end
 * @param opsPerApp operations on an app before it is deleted and the next one made
 * @param crashesPerApp likewise of those of unknown outcome
 * @param interval mean time between two operations on one app
 * @param limit how long a client waits for one answer
 */
record AppsOptions(
        ReadPromise reads,
        boolean force,
        int apps,
        int lasting,
        int opsPerApp,
        int crashesPerApp,
        Duration interval,
        Duration limit) {

    private static final Option READS = new Option(
            "reads",
            ReadPromise.STALE_ALLOWED.label(),
            ReadPromise.labels(),
            "stale-allowed: a leader that was just deposed may answer readings from its memory; linearizable: it may not");
    private static final Option FORCE = new Option(
            "force",
            "true",
            List.of("true", "false"),
            "whether a change ends a deployment that is in its way; if not, such changes are refused (409) and fail");
    private static final Option APPS =
            new Option("apps", "4", List.of(), "apps that are made, changed and deleted, at a time, from 1");
    private static final Option LASTING =
            new Option("lasting-apps", "2", List.of(), "apps that live through the whole run, from 1");
    private static final Option OPS_PER_APP =
            new Option("ops-per-app", "40", List.of(), "operations on an app before it is deleted, from 1");
    private static final Option CRASHES_PER_APP = new Option(
            "crashes-per-app", "8", List.of(), "operations of unknown outcome on an app before it is deleted, from 1");
    private static final Option INTERVAL =
            new Option("interval-ms", "300", List.of(), "mean time between two operations on one app, ms from 1");
    private static final Option LIMIT =
            new Option("operation-timeout-ms", "3000", List.of(), "how long a client waits for one answer, ms from 1");

    static final List<Option> ALL = List.of(READS, FORCE, APPS, LASTING, OPS_PER_APP, CRASHES_PER_APP, INTERVAL, LIMIT);

    /**
     * Reads {@code options}.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    static AppsOptions of(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        AppsOptions read = new AppsOptions(
                ReadPromise.of(value(options, READS)),
                Boolean.parseBoolean(value(options, FORCE)),
                number(options, APPS, problems),
                number(options, LASTING, problems),
                number(options, OPS_PER_APP, problems),
                number(options, CRASHES_PER_APP, problems),
                Duration.ofMillis(number(options, INTERVAL, problems)),
                Duration.ofMillis(number(options, LIMIT, problems)));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return read;
    }

    private static String value(Map<String, String> options, Option option) {
        return options.getOrDefault(option.key(), option.defaultValue());
    }

    private static int number(Map<String, String> options, Option option, List<String> problems) {
        String value = value(options, option);
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The one message below covers every wrong form.
        }
        problems.add(option.key() + " must be a whole number from 1, not \"" + value + "\"");
        return Integer.parseInt(option.defaultValue());
    }
}
