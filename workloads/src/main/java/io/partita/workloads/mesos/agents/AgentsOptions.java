package io.partita.workloads.mesos.agents;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The options of {@link AgentsWorkload}. Immutable.
 *
 * @param watchInterval mean time between two observations of the masters; nodes and Marathon are looked at half as often
 * @param answerLimit how long a server may take to answer an observation
 * @param maintenance whether a machine is taken down for maintenance once
 * @param forking whether there is an app whose tasks leave processes behind
 */
record AgentsOptions(Duration watchInterval, Duration answerLimit, boolean maintenance, boolean forking) {

    private static final List<String> FLAG = List.of("true", "false");
    private static final Option WATCH_INTERVAL = new Option(
            "watch-interval-ms",
            "500",
            List.of(),
            "mean time between two observations of the masters, ms from 1; nodes and Marathon are looked at half as often");
    private static final Option ANSWER_LIMIT = new Option(
            "answer-limit-ms", "2000", List.of(), "how long a server may take to answer an observation, ms from 1");
    private static final Option MAINTENANCE = new Option(
            "maintenance",
            "true",
            FLAG,
            "whether a machine is once taken down for maintenance, at the beginning; never in profile classic, which knows none");
    private static final Option FORKING = new Option(
            "forking",
            "false",
            FLAG,
            "whether there is an app whose tasks leave processes behind; with containment=contained these must end with them");

    static final List<Option> ALL = List.of(WATCH_INTERVAL, ANSWER_LIMIT, MAINTENANCE, FORKING);

    /** @throws IllegalArgumentException naming every value that cannot be understood */
    static AgentsOptions read(Map<String, String> options) {
        var reader = new OptionReader(options);
        var read = new AgentsOptions(
                reader.millis(WATCH_INTERVAL),
                reader.millis(ANSWER_LIMIT),
                reader.flag(MAINTENANCE),
                reader.flag(FORKING));
        reader.refuseProblems();
        return read;
    }

    /**
     * The longest time from the beginning of an observation of the masters to the end of the next one: two mean intervals,
     * because intervals are drawn between zero and that, and as much again for the looking; and twice the time that a
     * server may take, because one may hang.
     */
    Duration observationInterval() {
        return watchInterval.multipliedBy(4).plus(answerLimit.multipliedBy(2));
    }
}
