package io.partita.control.cli;

import io.partita.control.plan.Durations;
import io.partita.control.plan.Loop;
import io.partita.control.plan.TestPlan;
import io.partita.control.plan.TestRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line that repeats a plan. */
final class CommandLines {

    /** What no shell sees anything in. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private CommandLines() {}

    /**
     * The command that gives {@code plan} again, with everything that differs from the defaults.
     *
     * @param plugins where its workload, system and faults may come from
     */
    static String of(TestPlan plan, List<Path> plugins) {
        List<String> words = new ArrayList<>(List.of("bin/control", "test", "--workload", plan.workload()));
        if (!plan.nemeses().isEmpty()) {
            words.addAll(List.of("--nemesis", plan.nemesisLabel()));
            words.addAll(List.of("--nemesis-interval", Durations.print(plan.nemesisInterval())));
        }
        plan.schedule().healthGate().ifPresent(gate -> words.addAll(List.of("--health-gate", Durations.print(gate))));
        words.addAll(List.of("--time-limit", Durations.print(plan.timeLimit())));
        words.addAll(List.of("--rate", number(plan.rate())));
        if (plan.loop() != Loop.CLOSED) {
            words.addAll(List.of("--load", plan.loop().word()));
        }
        words.addAll(List.of("--concurrency", String.valueOf(plan.concurrency())));
        words.addAll(List.of("--seed", String.valueOf(plan.seed())));
        words.addAll(List.of("--nodes", String.join(",", plan.nodes())));
        plan.workloadOptions().forEach((key, value) -> words.addAll(List.of("--workload-option", key + "=" + value)));
        words.addAll(List.of("--system", plan.system() + settings(plan)));
        if (!plan.clusterName().equals(ClusterCommand.DEFAULT_NAME)) {
            words.addAll(List.of("--cluster-name", plan.clusterName()));
        }
        if (!plan.checkBudget().equals(TestRequest.USUAL_CHECK_BUDGET)) {
            words.addAll(List.of("--check-budget", Durations.print(plan.checkBudget())));
        }
        if (plan.failFast()) {
            words.add("--fail-fast");
        }
        if (plan.leaveRunning()) {
            words.add("--leave-running");
        }
        addPlugins(words, plugins);
        return line(words);
    }

    /** The command that runs the stored plan {@code file} again. */
    static String replaying(Path file, List<Path> plugins) {
        List<String> words = new ArrayList<>(List.of("bin/control", "test", "--plan", file.toString()));
        addPlugins(words, plugins);
        return line(words);
    }

    private static void addPlugins(List<String> words, List<Path> plugins) {
        plugins.forEach(jar -> words.addAll(List.of("--plugin", jar.toString())));
    }

    /** The words as a shell reads them. */
    private static String line(List<String> words) {
        return words.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
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
