package io.partita.workloads.mesos.restart;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The options of {@link RestartWorkload}. Immutable.
 *
 * @param instances how many instances the app has whose tasks are killed
 * @param killInterval mean time between two kills
 * @param watchInterval mean time between two observations of a kind
 * @param answerLimit how long a server may take to answer an observation
 */
record RestartOptions(int instances, Duration killInterval, Duration watchInterval, Duration answerLimit) {

    private static final Option INSTANCES =
            new Option("instances", "10", List.of(), "how many instances the app has whose tasks are killed, from 1");
    private static final Option KILL_INTERVAL =
            new Option("kill-interval-ms", "5000", List.of(), "mean time between two kills of a task, ms from 1");
    private static final Option WATCH_INTERVAL = new Option(
            "watch-interval-ms", "500", List.of(), "mean time between two observations of each kind, ms from 1");
    private static final Option ANSWER_LIMIT = new Option(
            "answer-limit-ms", "2000", List.of(), "how long a server may take to answer an observation, ms from 1");

    static final List<Option> ALL = List.of(INSTANCES, KILL_INTERVAL, WATCH_INTERVAL, ANSWER_LIMIT);

    /** @throws IllegalArgumentException naming every value that cannot be understood */
    static RestartOptions read(Map<String, String> options) {
        var reader = new OptionReader(options);
        var read = new RestartOptions(
                reader.number(INSTANCES, 1),
                reader.millis(KILL_INTERVAL),
                reader.millis(WATCH_INTERVAL),
                reader.millis(ANSWER_LIMIT));
        reader.refuseProblems();
        return read;
    }

    /**
     * The longest time from the beginning of a look at the nodes to the end of the next one, when nothing hinders: two
     * mean intervals, because intervals are drawn between zero and that, and as much again for the looking.
     */
    Duration observationInterval() {
        return watchInterval.multipliedBy(4);
    }
}
