package io.partita.workloads.mesos.apps;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import java.time.Duration;
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
        var reader = new OptionReader(options);
        AppsOptions read = new AppsOptions(
                ReadPromise.of(reader.text(READS)),
                reader.flag(FORCE),
                reader.number(APPS, 1),
                reader.number(LASTING, 1),
                reader.number(OPS_PER_APP, 1),
                reader.number(CRASHES_PER_APP, 1),
                reader.millis(INTERVAL),
                reader.millis(LIMIT));
        reader.refuseProblems();
        return read;
    }
}
