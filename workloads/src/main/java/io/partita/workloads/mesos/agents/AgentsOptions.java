package io.partita.workloads.mesos.agents;

import io.partita.workloads.Workload.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of {@code mesos-agents}, understood. Immutable.
 *
 * @param pace how often masters are asked, on average; nodes and Marathon are asked half as often
 * @param maintenance whether a machine is taken down for maintenance once
 * @param forking whether there is an app whose tasks leave processes behind
 */
record AgentsOptions(Duration pace, boolean maintenance, boolean forking) {

    private static final int LEAST_PACE = 50;
    private static final int MOST_PACE = 5_000;

    private static final Option PACE = new Option(
            "pace",
            "500",
            List.of(),
            "milliseconds between two observations of the masters on average, from 50 to 5000; nodes and Marathon are looked at"
                    + " half as often");
    private static final Option MAINTENANCE = new Option(
            "maintenance",
            "true",
            List.of("true", "false"),
            "whether a machine is once taken down for maintenance, before the first fault; never in profile classic, which"
                    + " knows no maintenance");
    private static final Option FORKING = new Option(
            "forking",
            "false",
            List.of("true", "false"),
            "whether there is an app whose tasks leave processes behind; with containment=contained these must end with them");

    static final List<Option> ALL = List.of(PACE, MAINTENANCE, FORKING);

    /** @throws IllegalArgumentException if a value cannot be understood; names all of them */
    static AgentsOptions of(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        String text = options.getOrDefault(PACE.key(), PACE.defaultValue());
        long pace = text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
        if (pace < LEAST_PACE || pace > MOST_PACE) {
            problems.add("pace must be a number of milliseconds from " + LEAST_PACE + " to " + MOST_PACE + ", not \"" + text
                    + "\"");
        }
        boolean maintenance = flag(MAINTENANCE, options, problems);
        boolean forking = flag(FORKING, options, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new AgentsOptions(Duration.ofMillis(pace), maintenance, forking);
    }

    private static boolean flag(Option option, Map<String, String> options, List<String> problems) {
        String text = options.getOrDefault(option.key(), option.defaultValue());
        if (!option.values().contains(text)) {
            problems.add(option.key() + " must be true or false, not \"" + text + "\"");
        }
        return text.equals("true");
    }
}
