package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.RemoteException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NodeClocksTests {

    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1000 * MILLISECOND;

    private final AtomicLong run = new AtomicLong(5 * SECOND);
    private long roundTrip = 40 * MILLISECOND;
    private String boot = "boot-a 7";

    /** The node's uptime is 100 s more than the run's time, and looked at when all of the round trip is over. */
    private CommandResult answer(Command command) {
        long hundredths = (run.addAndGet(roundTrip) + 100 * SECOND) / (10 * MILLISECOND);
        roundTrip /= 2;
        return LocalNodes.printed(
                hundredths / 100 + "." + String.valueOf(100 + hundredths % 100).substring(1) + " " + boot + "\n");
    }

    private NodeClocks clocks(Function<Command, CommandResult> answers) {
        return NodeClocks.of(new LocalNodes(List.of("n1"), answers), run::get);
    }

    @Test
    void theShortestRoundTripSetsTheErrorAndTheTruthIsWithinIt() {
        NodeClocks clocks = clocks(this::answer);
        NodeClock clock = clocks.measure().get("n1").value().orElseThrow();
        assertThat(clock.errorNs()).isEqualTo(10 * MILLISECOND);
        long uptime = 103 * SECOND;
        assertThat(clock.toRun(uptime) - 3 * SECOND).isBetween(-clock.errorAt(uptime), clock.errorAt(uptime));
    }

    @Test
    void theErrorGrowsWithTheDistanceFromTheReading() {
        NodeClock clock = new NodeClock("n1", "a", "a.1", 1000 * SECOND, 0, MILLISECOND);
        assertThat(clock.errorAt(1000 * SECOND)).isEqualTo(MILLISECOND);
        assertThat(clock.errorAt(1010 * SECOND)).isEqualTo(3 * MILLISECOND);
        assertThat(clock.errorAt(990 * SECOND)).isEqualTo(3 * MILLISECOND);
    }

    @Test
    void theNearestReadingOfTheRightBootIsTaken() {
        NodeClocks clocks = clocks(this::answer);
        roundTrip = 8 * MILLISECOND;
        clocks.measure();
        run.addAndGet(600 * SECOND);
        roundTrip = 8 * MILLISECOND;
        NodeClock late = clocks.measure().get("n1").value().orElseThrow();
        assertThat(clocks.at("n1", "boot-a", late.uptimeNs() - SECOND)).contains(late);
        assertThat(clocks.at("n1", "boot-a", 105 * SECOND)).isNotEqualTo(late).isPresent();
        assertThat(clocks.at("n1", "boot-b", 105 * SECOND)).isEmpty();
        assertThat(clocks.at("n2", "boot-a", 105 * SECOND)).isEmpty();
    }

    @Test
    void aContainerThatWasStartedAnewOnTheSameKernelIsNoticed() {
        NodeClocks clocks = clocks(this::answer);
        clocks.measure();
        assertThat(clocks.rebooted("n1")).isFalse();
        boot = "boot-a 99";
        clocks.measure();
        assertThat(clocks.rebooted("n1")).isTrue();
    }

    @Test
    void aNodeThatDoesNotAnswerIsUnreadable() {
        NodeClocks clocks = clocks(command -> {
            throw new RemoteException.Unreachable("n1", "no route", null);
        });
        assertThat(clocks.measure().get("n1")).isEqualTo(new NodeReading.Unreadable<NodeClock>("n1: no route"));
        assertThat(clocks.readings("n1")).isEmpty();
        assertThat(clocks.rebooted("n1")).isFalse();
    }
}
