package io.partita.workloads.mesos.deploy;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The options of {@link DeployWorkload}. Immutable.
 *
 * @param instances how many instances the greater app has in the beginning
 * @param changeInterval mean time between two requests to change one app
 * @param watchInterval mean time between two observations of a kind
 * @param answerLimit how long a server may take to answer an observation
 * @param changeLimit how long a Marathon may take to answer a request for a change
 */
record DeployOptions(
        int instances, Duration changeInterval, Duration watchInterval, Duration answerLimit, Duration changeLimit) {

    private static final Option INSTANCES =
            new Option("instances", "6", List.of(), "how many instances the greater of two apps has at first, from 2");
    private static final Option CHANGE_INTERVAL = new Option(
            "change-interval-ms",
            "2500",
            List.of(),
            "mean time between two requests to upgrade or scale one app, ms from 1");
    private static final Option WATCH_INTERVAL = new Option(
            "watch-interval-ms", "500", List.of(), "mean time between two observations of each kind, ms from 1");
    private static final Option ANSWER_LIMIT = new Option(
            "answer-limit-ms", "2000", List.of(), "how long a server may take to answer an observation, ms from 1");
    private static final Option CHANGE_LIMIT = new Option(
            "change-limit-ms", "5000", List.of(), "how long Marathon may take to answer a change of an app, ms from 1");

    static final List<Option> ALL = List.of(INSTANCES, CHANGE_INTERVAL, WATCH_INTERVAL, ANSWER_LIMIT, CHANGE_LIMIT);

    /** @throws IllegalArgumentException naming every value that cannot be understood */
    static DeployOptions read(Map<String, String> options) {
        var reader = new OptionReader(options);
        var read = new DeployOptions(
                reader.number(INSTANCES, 2),
                reader.millis(CHANGE_INTERVAL),
                reader.millis(WATCH_INTERVAL),
                reader.millis(ANSWER_LIMIT),
                reader.millis(CHANGE_LIMIT));
        reader.refuseProblems();
        return read;
    }

    /**
     * The longest time from the beginning of an observation to the end of the next one of its kind, when nothing hinders: two
     * mean intervals, because intervals are drawn between zero and that, and as much again for the looking.
     */
    Duration observationInterval() {
        return watchInterval.multipliedBy(4);
    }
}
