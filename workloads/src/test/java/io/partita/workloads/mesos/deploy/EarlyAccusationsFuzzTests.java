package io.partita.workloads.mesos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.Early;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever is accused while a run goes on is accused in the end; in random runs of Marathons that forget deployments. */
class EarlyAccusationsFuzzTests {

    private static final long BOUND = World.facts().deploymentBound(World.APP).toMillis();

    @Test
    void whatIsAccusedEarlyIsAccusedInTheEnd() throws InterruptedException {
        Checker checker = new ProgressChecker(World.facts());
        int early = 0;
        for (int round = 0; round < Early.ROUNDS; round++) {
            Random random = new Random(round);
            History history = Early.interleaved(world(random).history(), random);
            early += Early.accuses(checker, history, "round " + round) ? 1 : 0;
        }
        assertThat(early).as("rounds with an accusation").isPositive();
    }

    /** Upgrades that take up to twice as long as they may, under leaders that change and agents that are lost. */
    private static World world(Random random) {
        World world = new World();
        long now = 0;
        for (int version = 1; version < 4; version++) {
            long over = now + 100 + random.nextInt((int) (2 * BOUND));
            String deployment = "d" + version;
            world.upgraded(now + 10, now + 20, version, version > 1);
            String leader = World.NODES.get(random.nextInt(3));
            long calm = random.nextInt(3) == 0 ? now + (over - now) / 2 : over;
            world.led(now, calm, leader);
            if (calm < over) {
                world.led(calm + 3_000, Math.max(over, calm + 3_000), World.NODES.get(random.nextInt(3)), "n3");
            }
            for (long at = now + 500; at < over; at += 4_000) {
                world.listed(at, at + 10, leader, version, "v" + version, 4, deployment);
            }
            over = Math.max(over, calm + 3_000);
            world.listed(over + 10, over + 20, leader, version, "v" + version, 4);
            now = over + 1_000;
        }
        return world;
    }
}
