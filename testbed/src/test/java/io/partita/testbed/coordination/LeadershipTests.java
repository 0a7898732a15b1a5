package io.partita.testbed.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.sim.SimWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadershipTests {

    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Address ONE = new Address("10.0.0.11", 5050);
    private static final Address TWO = new Address("10.0.0.12", 5050);

    /** Contends as soon as it starts, and remembers whom it takes for the leader. */
    private static final class Contender implements Component {

        private final Platform platform;
        private Optional<String> leader = Optional.empty();
        private int losses;
        private Membership membership;

        Contender(Platform platform) {
            this.platform = platform;
        }

        @Override
        public void start() {
            ZooKeeper zooKeeper = platform.zooKeeper(SESSION);
            String self = platform.messenger().address().toString();
            membership = new Membership(
                    platform.loop(), zooKeeper, "/group", "member_", self, RETRY, new Membership.Listener() {
                        @Override
                        public void joined(Member member) {}

                        @Override
                        public void lost() {
                            losses++;
                            membership.join();
                        }
                    });
            membership.join();
            new LeaderDetector(platform.loop(), zooKeeper, "/group", RETRY, false)
                    .detect(found -> leader = found.map(LeaderDetector.Leader::content));
        }

        @Override
        public HttpService http() {
            return (request, responder) -> responder.respond(HttpService.Response.of(404));
        }
    }

    @TempDir
    private Path directory;

    private SimWorld world;

    @BeforeEach
    void world() {
        world = new SimWorld(1, directory);
    }

    private Contender start(Address address) {
        Contender contender = world.start("contender", address, Contender::new);
        world.run(Duration.ofMillis(100));
        return contender;
    }

    @Test
    void whoJoinedFirstLeadsAndAllSeeIt() {
        Contender one = start(ONE);
        Contender two = start(TWO);
        assertThat(one.leader).contains(ONE.toString());
        assertThat(two.leader).contains(ONE.toString());
    }

    @Test
    void theNextLeadsOneSessionTimeoutAfterTheLeaderWasKilled() {
        start(ONE);
        Contender two = start(TWO);
        world.kill(ONE);
        Duration taken = world.runUntil(
                "two leads", Duration.ofSeconds(30), () -> two.leader.equals(Optional.of(TWO.toString())));
        assertThat(taken).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
    }

    @Test
    void aLeaderCutOffTakesItsOwnSessionForExpiredAfterSeventeenSecondsAndJoinsAgainAtTheEnd() {
        Contender one = start(ONE);
        Contender two = start(TWO);
        world.zooKeeper().cutOff(ONE.host());
        Duration taken = world.runUntil("one gives up", Duration.ofSeconds(30), () -> one.leader.isEmpty());
        assertThat(taken).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(19));
        assertThat(two.leader).contains(TWO.toString());
        assertThat(one.losses).isEqualTo(1);
        world.heal();
        world.run(Duration.ofSeconds(5));
        assertThat(one.leader).contains(TWO.toString());
        assertThat(one.membership.self()).isPresent();
    }

    @Test
    void aShortCutChangesNothing() {
        Contender one = start(ONE);
        world.zooKeeper().cutOff(ONE.host());
        world.run(Duration.ofSeconds(5));
        world.heal();
        world.run(Duration.ofSeconds(20));
        assertThat(one.leader).contains(ONE.toString());
        assertThat(one.losses).isZero();
    }

    @Test
    void leavingHandsOverAtOnce() {
        Contender one = start(ONE);
        Contender two = start(TWO);
        one.membership.leave(() -> {});
        world.run(Duration.ofMillis(100));
        assertThat(two.leader).contains(TWO.toString());
    }
}
