package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.plan.Extensions;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.TestPlan;
import io.partita.control.plan.TestPlanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What changes what a run does is in its plan, and in the command that repeats it. */
class PlannedOptionsTests {

    private static final String ZOOKEEPER = "--workload zk-register --nemesis kill --seed 5 --concurrency 2";
    private static final String MESOS = "--workload marathon-restart --nemesis kill --seed 5";

    /** Options that are in the plan, with other values than {@link #ZOOKEEPER} gives. */
    private static final Map<String, String> PLANNED = new LinkedHashMap<>();

    /** Options that are not in the plan, and why. */
    private static final Map<String, String> NOT_PLANNED = Map.ofEntries(
            Map.entry("--test-count", "each of the tests has a plan of its own"),
            Map.entry("--results", "where what a run did is written"),
            Map.entry("--plugin", "where names of the plan are looked up; the command that repeats a run has it"),
            Map.entry("--plan", "which plan it is"),
            Map.entry("--shrink", "which plan is to be made smaller"),
            Map.entry("--attempts", "how shrinking goes about it"),
            Map.entry("--at-least", "how shrinking goes about it"),
            Map.entry("--budget", "how long shrinking goes on"),
            Map.entry("--dry-run", "nothing is run"),
            Map.entry("--json", "how the result is printed"),
            Map.entry("--help", "nothing is run"),
            Map.entry("--version", "nothing is run"));

    static {
        PLANNED.put("--workload", "--workload zk-counter");
        PLANNED.put("--nemesis", "--nemesis 'at 2s kill(one) for 3s; every 9s pause'");
        PLANNED.put("--time-limit", "--time-limit 1500ms");
        PLANNED.put("--rate", "--rate 12.5");
        PLANNED.put("--load", "--load open");
        PLANNED.put("--concurrency", "--concurrency 3n");
        PLANNED.put("--seed", "--seed 6");
        PLANNED.put("--nemesis-interval", "--nemesis-interval 3s");
        PLANNED.put("--health-gate", "--health-gate 20s");
        PLANNED.put("--workload-option", "--workload-option reads=local");
        PLANNED.put("--system", "--system zookeeper:tickTime=500");
        PLANNED.put("--cluster", "--cluster lxc");
        PLANNED.put("--cluster-name", "--cluster-name another");
        PLANNED.put("--nodes", "--nodes a,b,c");
        PLANNED.put("--check-budget", "--check-budget 5s");
        PLANNED.put("--fail-fast", "--fail-fast");
        PLANNED.put("--leave-running", "--leave-running");
        PLANNED.put("--time-scale", "--time-scale 2");
        PLANNED.put("--layout", "--layout layout.txt");
        PLANNED.put("--nodes-file", "--nodes-file nodes.txt");
    }

    /** Of which there is no other value than the one they have by themselves. */
    private static final Set<String> ONE_VALUE = Set.of("--cluster");

    private static final Set<String> OF_MESOS = Set.of("--time-scale", "--layout");

    @TempDir
    Path directory;

    private final TestPlanner planner = new TestPlanner(Extensions.load(List.of()));

    static List<String> planned() {
        return List.copyOf(PLANNED.keySet());
    }

    @Test
    void everyOptionIsInThePlanOrThereIsAReasonWhyNot() {
        Set<String> known = new TreeSet<>(PLANNED.keySet());
        known.addAll(NOT_PLANNED.keySet());
        Set<String> options = new TreeSet<>();
        new CommandLine(new TestCommand())
                .getCommandSpec()
                .options()
                .forEach(option -> options.add(option.longestName()));

        assertThat(options).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("planned")
    void anOptionChangesThePlanAndIsInTheCommandThatRepeatsIt(String option) throws Exception {
        Files.writeString(directory.resolve("nodes.txt"), "x\ny\nz\n");
        Files.writeString(directory.resolve("layout.txt"), "zookeeper: n1\nmaster: n1\nmarathon: n2\nagent: n3 n4\n");
        String usual = OF_MESOS.contains(option) ? MESOS : ZOOKEEPER;

        TestPlan plan = plan(words(without(usual, option) + " " + PLANNED.get(option)));

        if (!ONE_VALUE.contains(option)) {
            assertThat(PlanJson.toJson(plan)).isNotEqualTo(PlanJson.toJson(plan(words(usual))));
        }
        List<String> again = words(CommandLines.of(plan, List.of()));
        assertThat(again.subList(0, 2)).containsExactly("bin/control", "test");
        assertThat(PlanJson.toJson(plan(again.subList(2, again.size())))).isEqualTo(PlanJson.toJson(plan));
        assertThat(PlanJson.parse(PlanJson.toJson(plan), "here")).isEqualTo(plan);
    }

    @Test
    void aPluginIsInTheCommandsThatRepeatARun() throws Exception {
        List<Path> plugins = List.of(Path.of("my plugin.jar"));

        assertThat(words(CommandLines.of(plan(words(ZOOKEEPER)), plugins))).endsWith("--plugin", "my plugin.jar");
        assertThat(words(CommandLines.replaying(Path.of("plan.json"), plugins)))
                .containsExactly("bin/control", "test", "--plan", "plan.json", "--plugin", "my plugin.jar");
    }

    private TestPlan plan(List<String> words) {
        List<String> here = new ArrayList<>(words);
        here.replaceAll(word -> word.endsWith(".txt") ? directory.resolve(word).toString() : word);
        TestCommand command = new TestCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(here.toArray(String[]::new));
        return command.plans(planner).get(0);
    }

    /** The words without an option that may be given once, and its value. */
    private static String without(String line, String option) {
        return line.replaceAll(option + " \\S+", "");
    }

    /** As a shell sees them. */
    private static List<String> words(String line) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        try (var out = shell.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
