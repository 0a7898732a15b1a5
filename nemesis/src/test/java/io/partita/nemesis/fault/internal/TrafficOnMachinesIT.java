package io.partita.nemesis.fault.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FakeDaemon;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.vm.VirtualMachines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the network that need netem, on machines whose kernel has it, as other programs see them. */
@Tag("nightly")
class TrafficOnMachinesIT {

    @RegisterExtension
    static final VirtualMachines machines = VirtualMachines.of(3);

    private static final FaultCatalog CATALOG = FaultCatalog.load(TrafficOnMachinesIT.class.getClassLoader());
    private static final NetworkObserver OBSERVER = new NetworkObserver(machines);

    /** All that a kernel has of queues, counters left out. */
    private static final String QUEUES =
            "for device in lo eth0; do for what in qdisc class; do tc $what show dev $device;"
                    + " done; tc filter show dev $device; done";

    @TempDir
    Path run;

    private DefaultNemesis nemesis;
    private String before;

    @BeforeAll
    static void serve() {
        OBSERVER.serve();
        machines.nodes()
                .names()
                .forEach(node -> machines.sh(node, "tc qdisc add dev lo root handle 5: netem delay 1ms limit 77"));
    }

    @AfterAll
    static void end() {
        if (machines.nodes() != null) {
            OBSERVER.end();
        }
    }

    @BeforeEach
    void create() {
        nemesis = DefaultNemesis.create(environment(Limits.DEFAULT), run.resolve(Ledgers.FILE_NAME));
        before = queues();
    }

    @AfterEach
    void nothingIsLeftAndWhatOthersHadIsAsItWas() {
        nemesis.close();
        assertThat(queues()).isEqualTo(before).contains("netem 5: root");
    }

    @Test
    void slowIsSeenByPingsFromTheTargetAndByNoOthers() {
        assertThat(OBSERVER.pingMillis("n1", "n2")).isLessThan(150);
        inject("slow n1 delay=150ms");
        assertThat(OBSERVER.pingMillis("n1", "n2")).isGreaterThanOrEqualTo(149);
        assertThat(OBSERVER.pingMillis("n3", "n1"))
                .as("its answers are late too")
                .isGreaterThanOrEqualTo(149);
        assertThat(OBSERVER.pingMillis("n2", "n3")).as("between others").isLessThan(149);
        heal("slow n1 delay=150ms");
        assertThat(OBSERVER.pingMillis("n1", "n2")).isLessThan(149);
    }

    @Test
    void jitterSpreadsTheDelay() {
        inject("slow n1 delay=100ms jitter=50ms");
        assertThat(OBSERVER.pingMillis("n1", "n2")).isGreaterThanOrEqualTo(49);
        heal("slow n1 delay=100ms jitter=50ms");
    }

    @Test
    void lossyLosesAShareOfWhatTheTargetSends() {
        inject("lossy n1 share=30%");
        assertThat(OBSERVER.arrivals("n1", "n2")).isBetween(100, 180);
        assertThat(OBSERVER.arrivals("n2", "n3")).as("between others").isEqualTo(NetworkObserver.SENT);
        heal("lossy n1 share=30%");
        assertThat(OBSERVER.arrivals("n1", "n2")).isEqualTo(NetworkObserver.SENT);
    }

    @Test
    void duplicateMakesAShareArriveTwice() {
        inject("duplicate n1 share=30%");
        List<Integer> received = OBSERVER.received("n1", "n2");
        assertThat(received.size()).isBetween(220, 310);
        assertThat(new HashSet<>(received)).as("each of them").hasSize(NetworkObserver.SENT);
        heal("duplicate n1 share=30%");
        assertThat(OBSERVER.arrivals("n1", "n2")).isEqualTo(NetworkObserver.SENT);
    }

    @Test
    void reorderLetsAShareOvertakeTheRest() {
        assertThat(overtaken(OBSERVER.received("n1", "n2"))).isZero();
        inject("reorder n1");
        List<Integer> received = OBSERVER.received("n1", "n2");
        assertThat(received).as("nothing is lost").hasSize(NetworkObserver.SENT);
        assertThat(overtaken(received)).isGreaterThan(10);
        heal("reorder n1");
        assertThat(overtaken(OBSERVER.received("n1", "n2"))).isZero();
    }

    @Test
    void corruptChangesAShareOnTheWay() {
        inject("corrupt n1 share=30%");
        List<Integer> received = OBSERVER.received("n1", "n2");
        assertThat(received.stream().filter(number -> number < 0).count()).isBetween(20L, 100L);
        heal("corrupt n1 share=30%");
        assertThat(OBSERVER.received("n1", "n2")).hasSize(NetworkObserver.SENT).doesNotContain(-1);
    }

    @Test
    void rateLimitMakesATransferTakeAsLongAsTheRateSays() {
        inject("rate-limit n1 rate=200k");
        assertThat(OBSERVER.transferMillis("n1", "n2", 800_000)).isGreaterThan(3000);
        heal("rate-limit n1 rate=200k");
        assertThat(OBSERVER.transferMillis("n1", "n2", 800_000)).isLessThan(3000);
    }

    @Test
    void aRootOfSomebodyElseIsRefusedAndStays() {
        machines.sh("n1", "tc qdisc add dev eth0 root handle 1: prio; tc qdisc add dev eth0 parent 1:2 handle 20: sfq");
        try {
            String foreign = queues();
            assertThat(perform(Action.INJECT, "slow n1").error())
                    .contains("n1: eth0 has the root qdisc prio 1: of somebody else");
            assertThat(queues()).isEqualTo(foreign);
        } finally {
            machines.sh("n1", "tc qdisc del dev eth0 root");
        }
    }

    @Test
    void theLedgerAloneHealsNetem() {
        inject("lossy n1");
        inject("corrupt n2");
        assertThat(Healer.heal(run.resolve(Ledgers.FILE_NAME), machines.nodes()).clean())
                .isTrue();
        assertThat(queues()).isEqualTo(before);
    }

    @Test
    void aNodeThatHearsNoMoreOfTheControlNodeEndsItsDelayItself() {
        var limits = Limits.DEFAULT.withDeadMan(Duration.ofSeconds(30));
        try (var silent = Nemeses.withoutHeartbeat(environment(limits), run.resolve("silent.jsonl"), CATALOG)) {
            FaultRecord active = silent.perform(new FaultStep(1, Duration.ZERO, Action.INJECT, "slow n1,n2", 42));
            assertThat(active.provenActive()).as(active.toString()).isTrue();
            await(() -> queues().equals(before));
            await(() -> machines.sh("n1", "ls /run/partita 2>/dev/null || true").isEmpty());
        }
    }

    /** How many arrived after one that was sent later. */
    private static long overtaken(List<Integer> received) {
        return IntStream.range(1, received.size())
                .filter(i -> received.get(i) < received.get(i - 1))
                .count();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private static String queues() {
        return String.join(
                "\n",
                machines.nodes()
                        .parallel(node -> machines.sh(node.node(), QUEUES))
                        .values());
    }

    private static Environment environment(Limits limits) {
        return new Environment(machines.nodes(), new FakeDaemon("n3"), RunClock.fromNow(), limits);
    }

    private void inject(String order) {
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.error()).as(order).isNull();
        assertThat(active.provenActive()).as(active.toString()).isTrue();
    }

    private void heal(String order) {
        FaultRecord healed = perform(Action.RECOVER, order);
        assertThat(healed.error()).as(order).isNull();
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
    }

    private FaultRecord perform(Action action, String order) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, order, 42));
    }
}
