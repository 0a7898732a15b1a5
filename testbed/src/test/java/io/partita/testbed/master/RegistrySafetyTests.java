package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.master.MasterWorld.Saved;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.master.registry.RegistryJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents register with masters that are cut off, killed and restarted at random. */
class RegistrySafetyTests {

    private static final int SEEDS = 60;
    private static final int MASTERS = 3;

    @TempDir
    private Path directory;

    /** What one run showed: all that went wrong. */
    private List<String> trouble(long seed, String bugs) {
        MasterWorld world = MasterWorld.start(directory, seed, MASTERS, "zk.session", "2s", "bugs", bugs);
        List<FakeAgent> agents = disturb(world, new SplittableRandom(seed));
        List<String> trouble = new ArrayList<>();
        recover(world);
        Set<String> known = ids(lastAccepted(world));
        agents.stream()
                .map(agent -> agent.disk().id)
                .filter(id -> id != null && !known.contains(id))
                .forEach(id -> trouble.add("seed " + seed + ": forgot " + id));
        trouble.addAll(outdatedWriters(seed, world));
        return trouble;
    }

    private List<String> trouble(long first, long last, String bugs) {
        return LongStream.rangeClosed(first, last)
                .boxed()
                .flatMap(seed -> trouble(seed, bugs).stream())
                .toList();
    }

    private List<FakeAgent> disturb(MasterWorld world, SplittableRandom random) {
        List<FakeAgent> agents = new ArrayList<>();
        for (int step = 0; step < 25; step++) {
            int one = random.nextInt(1, MASTERS + 1);
            int other = one % MASTERS + 1;
            switch (random.nextInt(7)) {
                case 0 -> world.sim().cut(host(one), host(other));
                case 1 -> world.sim().isolate(host(one));
                case 2, 3 -> {
                    world.sim().heal();
                    startAll(world);
                }
                case 4 -> {
                    if (world.sim().isAlive(MasterWorld.master(one))) {
                        world.sim().kill(MasterWorld.master(one));
                    }
                }
                default -> startAll(world);
            }
            if (step % 3 == 0) {
                agents.add(world.startAgent(agents.size() + 1));
            }
            world.sim().run(Duration.ofMillis(random.nextInt(200, 9000)));
        }
        return agents;
    }

    private static void startAll(MasterWorld world) {
        IntStream.rangeClosed(1, MASTERS)
                .filter(number -> !world.sim().isAlive(MasterWorld.master(number)))
                .forEach(world::startMaster);
    }

    private static void recover(MasterWorld world) {
        world.sim().heal();
        for (int round = 0; round < 6; round++) {
            startAll(world);
            world.run("10s");
        }
    }

    private static String host(int number) {
        return MasterWorld.master(number).host();
    }

    private static Set<String> ids(Registry registry) {
        Set<String> ids = new HashSet<>(registry.agents().keySet());
        ids.addAll(registry.unreachable().keySet());
        return ids;
    }

    private static Registry lastAccepted(MasterWorld world) {
        return accepted(world).stream()
                .reduce((first, second) -> second)
                .map(saved -> RegistryJson.read(saved.state().value()))
                .orElse(Registry.EMPTY);
    }

    /** Writes at the moment when a majority had them. */
    private static List<Saved> accepted(MasterWorld world) {
        Map<String, Set<String>> holders = new HashMap<>();
        List<Saved> accepted = new ArrayList<>();
        for (Saved saved : world.saved()) {
            if (saved.state().value() != null) {
                String write =
                        saved.state().writtenBallot() + "/" + saved.state().position();
                Set<String> hosts = holders.computeIfAbsent(write, key -> new HashSet<>());
                if (hosts.add(saved.host()) && hosts.size() == MASTERS / 2 + 1) {
                    accepted.add(saved);
                }
            }
        }
        return accepted;
    }

    private static List<String> outdatedWriters(long seed, MasterWorld world) {
        List<String> trouble = new ArrayList<>();
        long highest = -1;
        Set<String> known = Set.of();
        for (Saved saved : accepted(world)) {
            if (saved.state().writtenBallot() < highest) {
                trouble.add("seed " + seed + ": ballot " + saved.state().writtenBallot() + " wrote after " + highest);
            }
            highest = Math.max(highest, saved.state().writtenBallot());
            Set<String> now = ids(RegistryJson.read(saved.state().value()));
            if (!now.containsAll(known)) {
                trouble.add("seed " + seed + ": a write lacks " + known + " of the one before");
            }
            known = now;
        }
        return trouble;
    }

    @Test
    void anAcknowledgedAdmissionIsNeverForgottenAndNoOutdatedLeaderWrites() {
        assertThat(trouble(1, SEEDS, "")).isEmpty();
    }

    @Test
    @Tag("nightly")
    void neitherHappensInTenTimesAsManyRuns() {
        assertThat(trouble(SEEDS + 1, 11 * SEEDS, "")).isEmpty();
    }

    @Test
    void theDisturbancesAreHardEnoughToShowAWriterThatNeedsNoMajority() {
        assertThat(trouble(1, SEEDS / 2, "B05")).anyMatch(line -> line.contains("forgot"));
    }

    @Test
    void manyLeadersWriteAndManyAgentsAreAdmittedInTheseRuns() {
        long leaders = 0;
        long admitted = 0;
        for (long seed = 1; seed <= 10; seed++) {
            MasterWorld world = MasterWorld.start(directory, seed, MASTERS, "zk.session", "2s");
            List<FakeAgent> agents = disturb(world, new SplittableRandom(seed));
            recover(world);
            leaders += accepted(world).stream()
                    .map(saved -> saved.state().writtenBallot())
                    .distinct()
                    .count();
            admitted += agents.stream().filter(agent -> agent.disk().id != null).count();
        }
        assertThat(leaders).isGreaterThan(20);
        assertThat(admitted).isGreaterThan(60);
    }
}
