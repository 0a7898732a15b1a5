package io.partita.control.cli;

import io.partita.control.plan.Durations;
import io.partita.control.plan.TestPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line that repeats a plan. */
final class CommandLines {

    private CommandLines() {}

    /** The command that gives {@code plan} again, with everything that differs from the defaults. */
    static String of(TestPlan plan) {
        List<String> words = new ArrayList<>(List.of("bin/control", "test", "--workload", plan.workload()));
        if (!plan.nemeses().isEmpty()) {
            words.addAll(List.of("--nemesis", plan.nemesisLabel()));
            words.addAll(List.of("--nemesis-interval", Durations.print(plan.nemesisInterval())));
        }
        words.addAll(List.of("--time-limit", Durations.print(plan.timeLimit())));
        words.addAll(List.of("--rate", number(plan.rate())));
        words.addAll(List.of("--concurrency", String.valueOf(plan.concurrency())));
        words.addAll(List.of("--seed", String.valueOf(plan.seed())));
        words.addAll(List.of("--nodes", String.join(",", plan.nodes())));
        plan.workloadOptions().forEach((key, value) -> words.addAll(List.of("--workload-option", key + "=" + value)));
        words.addAll(List.of("--system", plan.system() + settings(plan)));
        return String.join(" ", words);
    }

    private static String settings(TestPlan plan) {
        String settings = plan.systemOptions().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(","));
        return settings.isEmpty() ? "" : ":" + settings;
    }

    private static String number(double rate) {
        return rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate);
    }
}
