package io.partita.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.sim.SimMesos;
import io.partita.testbed.sim.SimTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WholeClusterTests {

    private static final String REVIVE = "marathon.revive.interval";

    @TempDir
    private Path directory;

    private SimMesos running(Profile profile, int instances) {
        SimMesos cluster = SimMesos.start(1, directory, "profile", profile.toString(), REVIVE, "5s");
        cluster.deploy("/web", instances);
        cluster.awaitRunning("/web", instances, Duration.ofMinutes(2));
        return cluster;
    }

    @ParameterizedTest
    @EnumSource
    void aKilledTaskIsReplaced(Profile profile) {
        SimMesos cluster = running(profile, 5);
        cluster.live("/web").get(0).kill();
        cluster.run(Duration.ofSeconds(1));
        Duration taken = cluster.awaitRunning("/web", 5, Duration.ofMinutes(1));
        assertThat(taken).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @EnumSource
    void theTasksOfAnAgentThatIsCutOffAreReplacedAndAllIsRightAfterTheHeal(Profile profile) {
        SimMesos cluster = running(profile, 5);
        String cut = cluster.live("/web").get(0).host();
        cluster.world().isolate(cut);
        cluster.run(Duration.ofMinutes(25));
        assertThat(cluster.live("/web").stream().filter(task -> !task.host().equals(cut)))
                .hasSize(5);
        cluster.world().heal();
        cluster.awaitRunning("/web", 5, Duration.ofMinutes(25));
    }

    @ParameterizedTest
    @EnumSource
    void theDeathOfTheLeadingMarathonChangesNoTask(Profile profile) {
        SimMesos cluster = running(profile, 5);
        List<String> before = ids(cluster);
        Address leader = cluster.leadingMarathon().orElseThrow();
        cluster.kill(leader);
        cluster.run(Duration.ofSeconds(30));
        cluster.awaitRunning("/web", 5, Duration.ofMinutes(1));
        assertThat(ids(cluster)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theDeathOfAllMastersChangesNoTask(Profile profile) {
        SimMesos cluster = running(profile, 5);
        List<String> before = ids(cluster);
        for (int node = 1; node <= 3; node++) {
            cluster.kill(SimMesos.master(node));
        }
        cluster.run(Duration.ofMinutes(3));
        assertThat(ids(cluster)).isEqualTo(before);
        cluster.live("/web").get(0).kill();
        cluster.run(Duration.ofSeconds(1));
        cluster.awaitRunning("/web", 5, Duration.ofMinutes(3));
    }

    @Test
    void anAppFromBeforeTheFirstRegistrationRunsOnceThereIsAMasterAlsoAfterAFailover() {
        SimMesos cluster = SimMesos.start(1, directory, REVIVE, "5s");
        for (int node = 1; node <= 3; node++) {
            cluster.stop(SimMesos.master(node));
        }
        cluster.deploy("/web", 3);
        cluster.run(Duration.ofSeconds(5));
        cluster.kill(cluster.leadingMarathon().orElseThrow());
        cluster.run(Duration.ofMinutes(2));
        for (int node = 1; node <= 3; node++) {
            cluster.goOn(SimMesos.master(node));
        }
        cluster.awaitRunning("/web", 3, Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLASSIC")
    void leadersThatAreAskedToAbdicateOneAfterAnotherHandOverAtOnceAndChangeNoTask(Profile profile) {
        SimMesos cluster = running(profile, 3);
        List<String> before = ids(cluster);
        for (int i = 0; i < 6; i++) {
            Address leader = cluster.leadingMarathon().orElseThrow();
            assertThat(cluster.world().http(leader, "DELETE", "/v2/leader", "").status())
                    .isEqualTo(200);
            cluster.run(Duration.ofSeconds(2));
            assertThat(cluster.leadingMarathon()).isPresent().get().isNotEqualTo(leader);
            // Where the old leader exits, its supervisor takes a while.
            cluster.run(cluster.settings().duration(Knob.SUPERVISE_MARATHON).plusSeconds(5));
        }
        cluster.run(Duration.ofMinutes(12));
        cluster.awaitRunning("/web", 3, Duration.ofMinutes(1));
        assertThat(ids(cluster)).isEqualTo(before);
    }

    /** Until modern, Marathon goes on as another framework when the old one has been removed; modern waits for people. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MODERN")
    void aMarathonThatWasAwayForTooLongStartsItsAppsAnewAsAnotherFramework(Profile profile) {
        SimMesos cluster =
                SimMesos.start(1, directory, "profile", profile.toString(), REVIVE, "5s", "failover.timeout", "60s");
        cluster.deploy("/web", 3);
        cluster.awaitRunning("/web", 3, Duration.ofMinutes(2));
        for (int node = 1; node <= 3; node++) {
            cluster.stop(SimMesos.marathon(node));
        }
        cluster.run(Duration.ofMinutes(2));
        assertThat(cluster.live("/web")).isEmpty();
        for (int node = 1; node <= 3; node++) {
            cluster.goOn(SimMesos.marathon(node));
        }
        cluster.run(Duration.ofSeconds(30));
        cluster.awaitRunning("/web", 3, Duration.ofMinutes(12));
    }

    /** Random nodes are cut off, random servers and tasks killed; when all that is over, there are as many as wanted. */
    @ParameterizedTest
    @EnumSource
    void whateverHappensThereAreExactlyAsManyInTheEnd(Profile profile) {
        for (long seed = 0; seed < 6; seed++) {
            SimMesos cluster =
                    SimMesos.start(seed, directory.resolve("" + seed), "profile", profile.toString(), REVIVE, "5s");
            SplittableRandom random = new SplittableRandom(seed);
            cluster.deploy("/web", 5);
            for (int i = 0; i < 10; i++) {
                cluster.run(Duration.ofSeconds(random.nextInt(60)));
                disturb(cluster, random);
            }
            cluster.world().heal();
            cluster.awaitRunning("/web", 5, Duration.ofMinutes(40));
            cluster.run(Duration.ofMinutes(12));
            cluster.awaitRunning("/web", 5, Duration.ofMinutes(1));
        }
    }

    private static void disturb(SimMesos cluster, SplittableRandom random) {
        int node = random.nextInt(1, 6);
        List<SimTask> tasks = cluster.live("/web");
        switch (random.nextInt(6)) {
            case 0 -> cluster.world().isolate(SimMesos.host(node));
            case 1 -> cluster.world().heal();
            case 2 -> cluster.kill(SimMesos.agent(node));
            case 3 -> cluster.kill(SimMesos.marathon((node + 1) / 2));
            case 4 -> cluster.kill(SimMesos.master((node + 1) / 2));
            default -> {
                if (!tasks.isEmpty()) {
                    tasks.get(random.nextInt(tasks.size())).kill();
                }
            }
        }
    }

    private static List<String> ids(SimMesos cluster) {
        return cluster.live("/web").stream().map(SimTask::taskId).sorted().toList();
    }
}
