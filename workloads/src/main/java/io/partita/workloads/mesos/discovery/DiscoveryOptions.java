package io.partita.workloads.mesos.discovery;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The options of {@link DiscoveryWorkload}. Immutable.
 *
 * @param instances how many instances the app has
 * @param killInterval mean time between two kills
 * @param askInterval mean time between two questions to sources of a kind
 * @param watchInterval mean time between two observations of a kind
 * @param requestInterval mean time between two requests through the load balancer
 * @param answerLimit how long a server may take to answer
 * @param balancer whether requests go through a load balancer
 */
record DiscoveryOptions(
        int instances,
        Duration killInterval,
        Duration askInterval,
        Duration watchInterval,
        Duration requestInterval,
        Duration answerLimit,
        boolean balancer) {

    private static final String HAPROXY = "haproxy";

    private static final Option INSTANCES =
            new Option("instances", "5", List.of(), "how many instances the app has, from 1");
    private static final Option KILL_INTERVAL =
            new Option("kill-interval-ms", "6000", List.of(), "mean time between two kills of a task, ms from 1");
    private static final Option ASK_INTERVAL = new Option(
            "ask-interval-ms",
            "400",
            List.of(),
            "mean time between two questions for the instances to Marathons, to masters and to discovery servers, ms from 1");
    private static final Option WATCH_INTERVAL = new Option(
            "watch-interval-ms", "800", List.of(), "mean time between two observations of each kind, ms from 1");
    private static final Option REQUEST_INTERVAL = new Option(
            "request-interval-ms",
            "40",
            List.of(),
            "mean time between two requests through the load balancer, ms from 1");
    private static final Option ANSWER_LIMIT =
            new Option("answer-limit-ms", "2000", List.of(), "how long a server may take to answer, ms from 1");
    private static final Option BALANCER = new Option(
            "balancer",
            HAPROXY,
            List.of(HAPROXY, "none"),
            "the load balancer on the control node through which requests go");

    static final List<Option> ALL =
            List.of(INSTANCES, KILL_INTERVAL, ASK_INTERVAL, WATCH_INTERVAL, REQUEST_INTERVAL, ANSWER_LIMIT, BALANCER);

    /** @throws IllegalArgumentException naming every value that cannot be understood */
    static DiscoveryOptions read(Map<String, String> options) {
        var reader = new OptionReader(options);
        var read = new DiscoveryOptions(
                reader.number(INSTANCES, 1),
                reader.millis(KILL_INTERVAL),
                reader.millis(ASK_INTERVAL),
                reader.millis(WATCH_INTERVAL),
                reader.millis(REQUEST_INTERVAL),
                reader.millis(ANSWER_LIMIT),
                reader.text(BALANCER).equals(HAPROXY));
        reader.refuseProblems();
        return read;
    }

    /**
     * The longest time from the beginning of a question or observation to the end of the next one of its kind, when nothing
     * hinders: two mean intervals, because intervals are drawn between zero and that, and as long as both may take.
     */
    Duration observationInterval() {
        Duration longest = askInterval.compareTo(watchInterval) > 0 ? askInterval : watchInterval;
        return longest.multipliedBy(2).plus(answerLimit.multipliedBy(2));
    }
}
