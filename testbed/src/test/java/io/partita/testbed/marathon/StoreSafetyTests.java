package io.partita.testbed.marathon;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.THREE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One client writes a growing number into an app's environment, to any Marathon that takes itself for the leader, while
 * Marathons are cut off from ZooKeeper, stopped and killed. What the last leader knows in the end must be the number
 * acknowledged last, or one that was never answered.
 */
class StoreSafetyTests {

    private static final int SEEDS = 200;
    private static final int STEPS = 30;
    private static final List<Address> ALL = List.of(ONE, TWO, THREE);
    private static final List<String> PROFILES = List.of("classic", "pa", "modern");

    @TempDir
    private Path directory;

    /** One run; answers what is wrong in the end, if anything. */
    private static final class Run {

        private final MarathonWorld marathons;
        private final SplittableRandom random;
        private final Set<Integer> unanswered = new HashSet<>();
        private final Set<Address> paused = new HashSet<>();
        private int written;
        private int acknowledged;
        private int overlaps;

        Run(long seed, Path directory, String... options) {
            marathons = MarathonWorld.empty(seed, directory, options).withRealCores();
            random = new SplittableRandom(seed);
        }

        String faults() {
            ALL.forEach(marathons::start);
            marathons
                    .world()
                    .runUntil(
                            "a leader",
                            Duration.ofSeconds(20),
                            () -> marathons.leader().isPresent());
            assertThat(marathons
                            .postApp(marathons.leader().orElseThrow(), "/web", 0)
                            .status())
                    .isEqualTo(201);
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            recover();
            String first = wrong("at the end");
            Address last = marathons.leader().orElseThrow();
            marathons.world().kill(last);
            marathons.run(1);
            recover();
            return first + wrong("after one more failover");
        }

        private void step() {
            Address any = ALL.get(random.nextInt(ALL.size()));
            switch (random.nextInt(9)) {
                case 0 -> marathons.world().zooKeeper().cutOff(any.host());
                case 1 -> marathons.world().heal();
                case 2 -> pause(any);
                case 3 -> resume();
                case 4 -> restart(random.nextInt(3) == 0 ? Optional.of(any) : Optional.empty());
                case 5 -> marathons.run(random.nextInt(150) / 10.0);
                case 6 -> depose();
                default -> write();
            }
            marathons.run(random.nextInt(2000) / 1000.0);
        }

        /** Another leads, though the old leader's session lives. What the fence alone does, RepositoryTests show. */
        private void depose() {
            marathons.leader().ifPresent(this::pause);
            List.of("/marathon/leader", "/marathon/leader-curator")
                    .forEach(marathons.world().zooKeeper()::deleteFirstMember);
        }

        private void pause(Address address) {
            if (marathons.world().isAlive(address) && paused.add(address)) {
                marathons.world().pause(address);
            }
        }

        private void resume() {
            paused.forEach(marathons.world()::resume);
            paused.clear();
        }

        private void restart(Optional<Address> killed) {
            killed.filter(marathons.world()::isAlive).ifPresent(marathons.world()::kill);
            for (Address address : ALL) {
                if (!marathons.world().isAlive(address)) {
                    paused.remove(address);
                    marathons.start(address);
                }
            }
        }

        private void write() {
            List<Address> leading = ALL.stream().filter(marathons::leads).toList();
            overlaps += leading.size() > 1 ? 1 : 0;
            if (leading.isEmpty()) {
                return;
            }
            int number = ++written;
            CompletableFuture<Response> answer = marathons
                    .world()
                    .ask(
                            leading.get(random.nextInt(leading.size())),
                            "PUT",
                            "/v2/apps/web?force=true",
                            "{\"env\":{\"NUMBER\":\"" + number + "\"}}");
            for (int waited = 0; waited < 100 && !answer.isDone(); waited++) {
                marathons.run(0.1);
                if (random.nextInt(40) == 0) {
                    resume();
                }
            }
            if (answer.isDone() && answer.join().status() == 200) {
                acknowledged = number;
            } else {
                unanswered.add(number);
            }
        }

        private void recover() {
            resume();
            marathons.world().heal();
            marathons.run(15);
            restart(Optional.empty());
            marathons.run(30);
            assertThat(ALL.stream().filter(marathons::leads)).hasSize(1);
        }

        private String wrong(String when) {
            Address leader = marathons.leader().orElseThrow();
            Response answer = marathons.get(leader, "/v2/apps/web");
            int found = answer.status() == 404
                    ? -1
                    : Json.parse(answer.text()).at("/app/env/NUMBER").asInt(0);
            return found == acknowledged || unanswered.contains(found)
                    ? ""
                    : when + " " + found + " instead of " + acknowledged + ", unanswered " + unanswered + "; ";
        }
    }

    @Test
    void anAcknowledgedUpdateIsNeitherLostNorRolledBack() {
        int acknowledged = 0;
        int overlaps = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = new Run(
                    seed, directory.resolve("" + seed), "profile", PROFILES.get((int) (seed % PROFILES.size())));
            assertThat(run.faults()).describedAs("seed %s", seed).isEmpty();
            acknowledged += run.acknowledged;
            overlaps += run.overlaps;
        }
        // Otherwise nothing was put to the test.
        assertThat(acknowledged).isGreaterThan(SEEDS);
        assertThat(overlaps).isGreaterThan(20);
    }

    private long seedsThatGoWrong(String bug) {
        long wrong = 0;
        for (long seed = 1; seed <= 15; seed++) {
            Run run = new Run(seed, directory.resolve(bug + seed), "profile", "classic", "bugs", bug);
            wrong += run.faults().isEmpty() ? 0 : 1;
        }
        return wrong;
    }

    @Test
    void withB25AcknowledgedUpdatesGetLost() {
        assertThat(seedsThatGoWrong("B25")).isGreaterThan(3);
    }

    @Test
    void withB26AcknowledgedUpdatesAreRolledBack() {
        assertThat(seedsThatGoWrong("B26")).isGreaterThan(3);
    }
}
