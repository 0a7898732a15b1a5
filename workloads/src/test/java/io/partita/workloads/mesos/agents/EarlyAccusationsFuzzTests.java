package io.partita.workloads.mesos.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.Early;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is accused while a run goes on is accused in the end; in random runs of masters that give agents up as they like. */
class EarlyAccusationsFuzzTests {

    private static final int SECONDS = 120;
    private static final List<String> FAULTS = List.of("agent-loss", "agent-restart", "partition-leader", "kill");

    static Stream<Checker> checkers() {
        return Stream.of(
                new RemovalChecker(RecordedAgents.modern()),
                new RemovalChecker(RecordedAgents.limited(RecordedAgents.modern(), Duration.ofSeconds(20))),
                new ReturnChecker(RecordedAgents.modern()),
                AgentLiveness.checker(RecordedAgents.modern(), Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void whatIsAccusedEarlyIsAccusedInTheEnd(Checker checker) throws InterruptedException {
        int early = 0;
        for (int round = 0; round < Early.ROUNDS; round++) {
            Random random = new Random(round);
            History history = Early.interleaved(run(random).history(), random);
            early += Early.accuses(checker, history, "round " + round) ? 1 : 0;
        }
        assertThat(early).as("rounds with an accusation").isPositive();
    }

    private static RecordedAgents run(Random random) {
        RecordedAgents run = new RecordedAgents();
        List<String> away = new ArrayList<>();
        String fault = null;
        String target = "";
        String leader = "n1";
        int term = 1;
        boolean down = false;
        for (int second = 0; second < SECONDS; second++) {
            if (fault == null && random.nextInt(15) == 0) {
                fault = FAULTS.get(random.nextInt(FAULTS.size()));
                target = RecordedAgents.NODES.get(random.nextInt(3));
                run.begins(
                        second, fault, fault.equals("kill") || fault.equals("agent-restart") ? null : target, target);
            } else if (fault != null && random.nextInt(25) == 0) {
                run.ends(second, fault, target);
                fault = null;
            }
            if (random.nextInt(40) == 0) {
                leader = RecordedAgents.NODES.get(random.nextInt(3));
                term++;
            }
            if (random.nextInt(30) == 0) {
                run.did(second + 0.6, down ? Maintenance.UP : Maintenance.DOWN, "n3");
                down = !down;
            }
            for (String node : RecordedAgents.NODES) {
                boolean silent = fault != null && node.equals(target);
                if (away.contains(node) && random.nextInt(15) == 0) {
                    away.remove(node);
                } else if (!away.contains(node) && random.nextInt(silent ? 20 : 150) == 0) {
                    away.add(node);
                }
            }
            if (random.nextInt(6) > 0) {
                int lost = random.nextInt(150);
                run.said(
                        second + 0.8,
                        leader,
                        "term-" + term,
                        away.size(),
                        Map.of(),
                        RecordedAgents.NODES.stream()
                                .filter(node -> !away.contains(node))
                                .map(node -> node + "=S" + node.charAt(1) + (lost == 0 ? "-again" : ""))
                                .toArray(String[]::new));
            }
        }
        return run;
    }
}
