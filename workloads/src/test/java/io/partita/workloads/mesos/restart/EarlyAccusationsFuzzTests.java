package io.partita.workloads.mesos.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.workloads.mesos.Early;
import io.partita.workloads.mesos.observe.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is accused while a run goes on is accused in the end; in random runs of clusters that replace tasks as they like. */
class EarlyAccusationsFuzzTests {

    private static final int INSTANCES = 2;
    private static final List<String> HOW = List.of("KILL", "TERM", "1", "");

    static Stream<Checker> checkers() {
        return Stream.of(
                new RestartChecker(Scene.facts(INSTANCES, true)), new TaskChecker(Scene.facts(INSTANCES, true)));
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void whatIsAccusedEarlyIsAccusedInTheEnd(Checker checker) throws InterruptedException {
        int early = 0;
        for (int round = 0; round < Early.ROUNDS; round++) {
            Random random = new Random(round);
            History history = Early.interleaved(scene(random).history(), random);
            early += Early.accuses(checker, history, "round " + round) ? 1 : 0;
        }
        assertThat(early).as("rounds with an accusation").isPositive();
    }

    @Test
    void aTaskThatIsNotReplacedIsAccusedOnceWhatTasksWroteHasBeenCollected() throws InterruptedException {
        Scene scene = new Scene().task("web.1", "n2", 0, 10, "KILL").task("web.2", "n3", 0);
        Checker checker = new RestartChecker(Scene.facts(INSTANCES, false));
        assertThat(Early.accuses(checker, load(scene.history()), "a run of which nothing was collected"))
                .isFalse();
        assertThat(Early.accuses(checker, load(scene.collected(45).history()), "a run of which it was"))
                .isTrue();
    }

    /** What comes before everything is healed. */
    private static History load(History history) {
        List<Op> ops = new ArrayList<>();
        history.forEach(op -> {
            if (op.time() < 48_000_000_000L) {
                ops.add(op);
            }
        });
        return History.of(ops);
    }

    private static Scene scene(Random random) {
        Scene scene = new Scene();
        int task = 0;
        for (int instance = 0; instance < INSTANCES; instance++) {
            double start = 0;
            while (start < 60) {
                double end = random.nextInt(3) == 0 ? 0 : start + 1 + random.nextInt(25);
                String node = Scene.NODES.get(random.nextInt(3));
                String id = "web." + (random.nextInt(60) == 0 ? 1 : ++task);
                scene.task(id, node, start, end, end == 0 ? "" : HOW.get(random.nextInt(HOW.size())));
                if (end == 0) {
                    break;
                }
                start = end + 0.2 + random.nextInt(random.nextInt(3) == 0 ? 25 : 8);
                // One that hardly anybody sees.
                if (random.nextInt(3) == 0) {
                    double seen = end + 0.15 + random.nextDouble() * Math.min(8, start - end - 0.2);
                    scene.task("web." + ++task, Scene.NODES.get(random.nextInt(3)), seen, seen + 0.3, "1");
                }
            }
        }
        for (double time = 5; time < 85; time += 4 + random.nextInt(8)) {
            scene.collected(time);
        }
        disturb(scene, random);
        return scene;
    }

    private static void disturb(Scene scene, Random random) {
        double from = 5 + random.nextInt(30);
        double to = from + 2 + random.nextInt(15);
        switch (random.nextInt(4)) {
            case 0 -> {
                String node = Scene.NODES.get(random.nextInt(3));
                scene.isolated(node, from, to)
                        .agents(time -> time > from + 11 && time < to + 1
                                ? Scene.NODES.stream()
                                        .filter(each -> !each.equals(node))
                                        .toList()
                                : Scene.NODES);
            }
            case 1 -> scene.master(time -> time > from && time < to ? "nobody" : "n1");
            case 2 -> scene.marathon(time -> time > from ? "n2" : "n1");
            default ->
                scene.framework(time -> time > to && random.nextInt(200) == 0 ? "F2" : "F1")
                        .reported(time -> Map.of(
                                "web.1",
                                new ClusterState.Task(
                                        "n1",
                                        time > from && random.nextInt(9) > 0 ? "TASK_FAILED" : "TASK_RUNNING",
                                        List.of())));
        }
    }
}
