package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTests {

    @TempDir
    private Path directory;

    private MarathonWorld upgraded(double minimum, double over, String... options) {
        MarathonWorld world = new MarathonWorld(1, directory, options);
        world.running(world.app("/web", 4));
        world.cluster.most = 0;
        world.running(world.app("/web", 4).cmd("new").upgrade(minimum, over));
        assertThat(world.cluster.live("/web"))
                .hasSize(4)
                .allMatch(task -> task.info.command().value().equals("new"));
        return world;
    }

    @Test
    void withFullCapacityAndRoomForAllNewOnesStartFirst() {
        MarathonWorld world = upgraded(1, 1);
        assertThat(world.cluster.fewest).isGreaterThanOrEqualTo(4);
        assertThat(world.cluster.most).isEqualTo(8);
    }

    @Test
    void withoutRoomHalfOfTheOldOnesGoFirst() {
        MarathonWorld world = upgraded(0.5, 0);
        assertThat(world.cluster.fewest).isGreaterThanOrEqualTo(2);
        assertThat(world.cluster.most).isEqualTo(4);
    }

    @Test
    void whereNothingCouldBeginThereIsRoomForOneMore() {
        MarathonWorld world = upgraded(1, 0);
        assertThat(world.cluster.fewest).isGreaterThanOrEqualTo(4);
        assertThat(world.cluster.most).isEqualTo(5);
    }

    @Test
    void withB42AllOldOnesGoAtOnce() {
        MarathonWorld world = upgraded(1, 0.25, "bugs", "B42");
        assertThat(world.cluster.fewest).isZero();
    }

    @Test
    void aRestartReplacesAllByTheSameDefinition() {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.running(world.app("/web", 2));
        var before = world.instances("/web");
        world.await(world.core().restart("/web", world.version(), false));
        world.settled();
        assertThat(world.instances("/web")).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(world.cluster.live("/web")).hasSize(2);
        assertThat(world.cluster.fewest).isGreaterThanOrEqualTo(2);
    }

    @Test
    void upgradesKeepTheirLimitsWhateverLeadersDie() {
        for (long seed = 0; seed < 100; seed++) {
            MarathonWorld world = new MarathonWorld(seed, directory);
            SplittableRandom random = new SplittableRandom(seed);
            int wanted = 1 + random.nextInt(6);
            double minimum = random.nextInt(5) / 4.0;
            double over = random.nextInt(5) / 4.0;
            world.running(world.app("/web", wanted).upgrade(minimum, over));
            world.cluster.fewest = wanted;
            world.cluster.most = 0;
            for (int i = 1; i <= 3; i++) {
                TestApp next = world.app("/web", wanted).cmd("new" + i).upgrade(minimum, over);
                world.core().change(java.util.List.of(next.build()), java.util.List.of(), true);
                for (int j = 0; j < 3; j++) {
                    world.run(Duration.ofMillis(random.nextInt(20_000)));
                    world.failOver();
                }
            }
            TestApp last = world.app("/web", wanted).cmd("last").upgrade(minimum, over);
            world.await(world.core().change(java.util.List.of(last.build()), java.util.List.of(), true));
            world.settled();
            world.run(Duration.ofMinutes(12));
            String what = "seed " + seed + ", " + wanted + " " + minimum + " " + over;
            int least = (int) Math.ceil(wanted * minimum);
            int most = Math.max((int) Math.floor(wanted * (1 + over)), least + 1);
            assertThat(world.cluster.live("/web"))
                    .as(what)
                    .hasSize(wanted)
                    .allMatch(task -> task.info.command().value().equals("last"));
            assertThat(world.cluster.fewest).as(what).isGreaterThanOrEqualTo(least);
            assertThat(world.cluster.most).as(what).isLessThanOrEqualTo(most);
        }
    }
}
