package io.partita.workloads.mesos.leader;

import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.ArrayList;
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
        List<String> problems = new ArrayList<>();
        LeaderOptions read = new LeaderOptions(
                Duration.ofMillis(number(PACE, 1, options, problems)),
                Duration.ofMillis(number(ANSWER_LIMIT, 1, options, problems)),
                interval(SCHEDULE, options, problems),
                interval(RESTARTS, options, problems),
                interval(ABDICATIONS, options, problems),
                number(INSTANCES, 1, options, problems));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return read;
    }

    private static Option option(String key, int usual, int least, String meaning) {
        return new Option(key, String.valueOf(usual), List.of(), meaning + "; a whole number from " + least);
    }

    private static Optional<Duration> interval(Option option, Map<String, String> options, List<String> problems) {
        int millis = number(option, 0, options, problems);
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static int number(Option option, int least, Map<String, String> options, List<String> problems) {
        String value = options.getOrDefault(option.key(), option.defaultValue());
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message that covers every wrong form.
        }
        problems.add(option.key() + " must be a whole number from " + least + ", not \"" + value + "\"");
        return Integer.parseInt(option.defaultValue());
    }
}
