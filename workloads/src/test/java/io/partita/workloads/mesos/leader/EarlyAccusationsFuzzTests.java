package io.partita.workloads.mesos.leader;

import static io.partita.workloads.mesos.leader.Story.dead;
import static io.partita.workloads.mesos.leader.Story.leaderless;
import static io.partita.workloads.mesos.leader.Story.leading;
import static io.partita.workloads.mesos.leader.Story.marathon;
import static io.partita.workloads.mesos.leader.Story.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.workloads.mesos.Early;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is accused while a run goes on is accused in the end; in random runs of clusters that do as they like. */
class EarlyAccusationsFuzzTests {

    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final int SECONDS = 40;

    /** Bounds so short that a random cluster breaks them now and then. */
    private static final Expected EXPECTED = new Expected(
            Profile.MODERN,
            Story.expected().nodes(),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            "/standing");

    static Stream<Checker> checkers() {
        return Stream.of(
                OneLeaderChecker.ofMasters(EXPECTED),
                OneLeaderChecker.ofMarathons(EXPECTED),
                new StandbyChecker(EXPECTED),
                new FrameworkChecker(),
                new RegistryChecker(EXPECTED),
                new ScheduleChecker(EXPECTED),
                new AppListChecker(EXPECTED),
                Leading.checker(EXPECTED));
    }

    @ParameterizedTest
    @MethodSource("checkers")
    void whatIsAccusedEarlyIsAccusedInTheEnd(Checker checker) throws InterruptedException {
        int early = 0;
        for (int round = 0; round < Early.ROUNDS; round++) {
            Random random = new Random(round);
            History history = Early.interleaved(new Cluster(random).history(), random);
            early += Early.accuses(checker, history, "round " + round) ? 1 : 0;
        }
        assertThat(early).as("rounds with an accusation").isPositive();
    }

    /** Leaders come and go, at times two or none, most of the time with a memory. */
    private static final class Cluster {
        private final Random random;
        private final Story story = new Story();
        private final double calm;
        private Set<String> leaders = Set.of("n1");
        private int term = 1;
        private long schedules;
        private String fault = "none yet";

        Cluster(Random random) {
            this.random = random;
            this.calm = 0.5 + 0.5 * random.nextDouble();
        }

        private boolean seldom(int one) {
            return random.nextDouble() > calm && random.nextInt(one) == 0;
        }

        History history() {
            for (int second = 0; second < SECONDS; second++) {
                story.at(second);
                if (random.nextInt(8) == 0) {
                    change();
                }
                story.masters(NODES.stream().map(this::master).toArray(MasterView[]::new));
                story.marathons(NODES.stream().map(this::marathons).toArray(MarathonView[]::new));
                if (random.nextInt(3) == 0) {
                    story.memory(leaders.stream().map(this::memory).toArray(MasterMemory[]::new));
                }
                if (random.nextInt(4) == 0) {
                    story.apps("n1", seldom(4) ? "/other" : "/standing");
                }
                if (random.nextInt(6) == 0) {
                    NODES.stream()
                            .filter(leaders::contains)
                            .findFirst()
                            .ifPresent(node -> story.done(
                                    4,
                                    LeaderClient.SCHEDULE,
                                    ++schedules,
                                    Map.of("number", schedules, "node", node, "term", term(node))));
                }
                fault();
            }
            return story.history();
        }

        private void change() {
            term++;
            leaders = switch (random.nextInt(4)) {
                case 0 -> Set.of();
                case 1 -> Set.of("n1", "n3");
                default -> Set.of(NODES.get(random.nextInt(3)));
            };
        }

        private void fault() {
            if (fault.equals("none yet") && random.nextInt(10) == 0) {
                String target = NODES.get(random.nextInt(3));
                fault = random.nextBoolean() ? "partition-leader" : "kill-masters";
                story.injected(
                        fault,
                        fault.equals("kill-masters") ? List.of("n1", "n2") : List.of(target),
                        fault.equals("kill-masters") ? Map.of() : Story.alone(target));
            } else if (fault.contains("-") && random.nextInt(4) == 0) {
                story.healed(fault);
                fault = "none more";
            }
        }

        private String term(String node) {
            return "term-" + node + "-" + (leaders.size() > 1 ? 0 : term);
        }

        private MasterView master(String node) {
            if (leaders.contains(node)) {
                return leading(node, term(node), seldom(10) ? "framework-2" : Story.FRAMEWORK);
            }
            return switch (random.nextInt(12)) {
                case 0 -> dead(node);
                case 1 -> leaderless(node);
                default ->
                    leaders.isEmpty()
                            ? leaderless(node)
                            : redirecting(
                                    node,
                                    seldom(2)
                                            ? node
                                            : NODES.stream()
                                                    .filter(leaders::contains)
                                                    .findFirst()
                                                    .orElseThrow());
            };
        }

        private MarathonView marathons(String node) {
            return leaders.isEmpty()
                    ? Story.broken(node)
                    : marathon(
                            node,
                            leaders.contains(node)
                                    ? node
                                    : NODES.stream()
                                            .filter(leaders::contains)
                                            .findFirst()
                                            .orElseThrow());
        }

        private MasterMemory memory(String node) {
            Optional<Boolean> elected = switch (random.nextInt(6)) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of(!seldom(1));
                default -> Optional.of(true);
            };
            return new MasterMemory(
                    node,
                    200,
                    true,
                    term(node),
                    1,
                    1,
                    elected,
                    Optional.of(List.of(seldom(4) ? 0L : schedules)),
                    Optional.of(seldom(4) ? Set.of() : Set.of("S4")),
                    Set.of());
        }
    }
}
