package io.partita.workloads.mesos.leader;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of {@code mesos-leader}, understood. Immutable.
 *
 * @param pace how far apart observations of one kind are on average
 * @param answerLimit how long a server may take to answer
 * @param schedule how far apart changes of the maintenance schedule are on average; empty for none
 * @param restarts how far apart crashes of a master are on average; empty for none
 * @param abdications how far apart requests to abdicate are on average; empty for none
 * @param instances how many instances the app has
 */
record LeaderOptions(
        Duration pace,
        Duration answerLimit,
        Optional<Duration> schedule,
        Optional<Duration> restarts,
        Optional<Duration> abdications,
        int instances) {

    private static final Option PACE = option("pace-ms", 500, 1, "mean time between two observations of one kind, ms");
    private static final Option ANSWER_LIMIT =
            option("answer-limit-ms", 3000, 1, "how long a server may take to answer, ms");
    private static final Option SCHEDULE = option(
            "schedule-ms", 10_000, 0, "mean time between two changes of the maintenance schedule, ms; 0 for no change");
    private static final Option RESTARTS = option(
            "restart-masters-ms",
            0,
            0,
            "mean time between two crashes of a random master, whose supervisor starts it again, ms; 0 for none");
    private static final Option ABDICATIONS = option(
            "abdicate-ms", 0, 0, "mean time between two requests to the leading Marathon to abdicate, ms; 0 for none");
    private static final Option INSTANCES =
            option("instances", 3, 1, "instances of the app that Marathons are asked for");

    static final List<Option> ALL = List.of(PACE, ANSWER_LIMIT, SCHEDULE, RESTARTS, ABDICATIONS, INSTANCES);

    /** @throws IllegalArgumentException naming everything that is wrong */
    static LeaderOptions of(Map<String, String> options) {
        OptionReader reader = new OptionReader(options);
        LeaderOptions read = new LeaderOptions(
                reader.millis(PACE),
                reader.millis(ANSWER_LIMIT),
                interval(reader, SCHEDULE),
                interval(reader, RESTARTS),
                interval(reader, ABDICATIONS),
                reader.number(INSTANCES, 1));
        reader.refuseProblems();
        return read;
    }

    private static Option option(String key, int usual, int least, String meaning) {
        return new Option(key, String.valueOf(usual), List.of(), meaning + "; a whole number from " + least);
    }

    private static Optional<Duration> interval(OptionReader reader, Option option) {
        int millis = reader.number(option, 0);
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
