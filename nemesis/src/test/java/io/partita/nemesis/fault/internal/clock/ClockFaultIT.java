package io.partita.nemesis.fault.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.node.Sweep;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Wrong clocks of real processes, seen by a Java machine on the node that writes down what time it is. */
class ClockFaultIT {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final ClockedJvm JVM = new ClockedJvm();

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(2);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(Files.exists(LIBRARY), "no libfaketime: apt-get install libfaketime");
        JVM.install(cluster.nodes());
        JVM.start(cluster.nodes());
        JVM.awaitReady(cluster.nodes(), Duration.ofSeconds(30));
    }

    @AfterAll
    static void remove() {
        if (Files.exists(LIBRARY)) {
            JVM.remove(cluster.nodes());
        }
    }

    @BeforeEach
    void create() {
        nemesis = DefaultNemesis.create(
                Environment.of(cluster.nodes(), JVM, RunClock.fromNow()), run.resolve("faults.jsonl"));
    }

    @AfterEach
    void close() {
        nemesis.close();
    }

    @Test
    void aClockThatJumpsIsSeenByTheProcessAloneAndOnlyOnItsNode() {
        long before = machineClockLessMonotonic();
        assertThat(Math.abs(error("n1"))).isLessThan(5_000);

        FaultRecord active = perform(Action.INJECT, "clock-bump n1 by=-30s");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        await(() -> error("n1"), error -> error < -25_000 && error > -35_000);
        assertThat(Math.abs(error("n2"))).isLessThan(5_000);
        assertThat(Math.abs(shellClock("n1") - System.currentTimeMillis()))
                .as("a process without a clock of its own")
                .isLessThan(5_000);

        FaultRecord healed = perform(Action.RECOVER, "clock-bump n1 by=-30s");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        await(() -> error("n1"), error -> Math.abs(error) < 5_000);
        assertThat(cluster.sh("n1", "ls /run/partita-clock 2>&1 || true")).contains("No such file");
        assertThat(Math.abs(machineClockLessMonotonic() - before))
                .as("the machine's own clock")
                .isLessThan(500);
    }

    @Test
    void monotonicTimeGoesOnAndWaitsLastAsLongAsTheyShould() {
        ClockedJvm.Sight before = JVM.look(cluster.nodes().on("n2"));
        perform(Action.INJECT, "clock-bump n2 by=+1h");
        await(() -> error("n2"), error -> error > 3_500_000);
        ClockedJvm.Sight during = JVM.look(cluster.nodes().on("n2"));
        assertThat(during.monotonic() - before.monotonic()).isBetween(0L, 60_000L);
        assertThat(during.waited()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void aStrobingClockJumpsToAndFro() {
        FaultRecord active = perform(Action.INJECT, "clock-strobe n1 by=20s every=200ms");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        List<Long> seen = new ArrayList<>();
        await(() -> error("n1"), error -> {
            seen.add(error);
            return seen.stream().anyMatch(each -> each > 15_000)
                    && seen.stream().anyMatch(each -> each < 5_000);
        });
        assertThat(perform(Action.RECOVER, "clock-strobe n1 by=20s every=200ms").provenHealed())
                .isTrue();
        assertThat(cluster.sh("n1", "grep -lz partita-clock /proc/[0-9]*/cmdline 2>/dev/null || true"))
                .as("the loop that made it jump")
                .isEmpty();
    }

    @Test
    void aDriftingClockGainsOnTheMonotonicOne() {
        FaultRecord active = perform(Action.INJECT, "clock-drift n2 rate=1.5");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        ClockedJvm.Sight first = JVM.look(cluster.nodes().on("n2"));
        ClockedJvm.Sight last =
                await(() -> JVM.look(cluster.nodes().on("n2")), sight -> sight.monotonic() - first.monotonic() > 1_500);
        double rate = (double) (last.wall() - first.wall()) / (last.monotonic() - first.monotonic());
        assertThat(rate).isBetween(1.3, 1.7);
        assertThat(perform(Action.RECOVER, "clock-drift n2 rate=1.5").provenHealed())
                .isTrue();
        await(() -> error("n2"), error -> Math.abs(error) < 5_000);
    }

    @Test
    void theLedgerAloneMakesClocksRightAndSoDoesASweep() {
        perform(Action.INJECT, "clock-strobe n1 by=40s");
        assertThat(Healer.heal(run.resolve("faults.jsonl"), cluster.nodes()).clean())
                .isTrue();
        await(() -> error("n1"), error -> Math.abs(error) < 5_000);

        cluster.sh("n1", "mkdir -p /run/partita-clock; echo +50 >" + JVM.clock().file());
        await(() -> error("n1"), error -> error > 45_000);
        assertThat(cluster.nodes().on("n1").require(Sweep.command()).stdout()).contains("clock");
        await(() -> error("n1"), error -> Math.abs(error) < 5_000);
    }

    @Test
    void zookeeperServesByAClockThatIsAnHourAheadAndItsLogSaysSo() {
        ZooKeeperSystem plain = ZooKeeperSystem.of(Map.of());
        ZooKeeperSystem zookeeper = plain.provided(Set.of(Provision.CLOCK));
        zookeeper.install(cluster.nodes());
        try (var own = DefaultNemesis.create(
                Environment.of(cluster.nodes(), zookeeper, RunClock.fromNow()), run.resolve("zookeeper.jsonl"))) {
            zookeeper.start(cluster.nodes());
            zookeeper.awaitReady(cluster.nodes(), Duration.ofSeconds(60));
            FaultRecord active = own.perform(step(Action.INJECT, "clock-bump n1 by=1h"));
            assertThat(active.provenActive()).as(active.toString()).isTrue();
            // A restart makes it write lines; it comes back by the same clock, and the ensemble of two serves again.
            zookeeper.kill(cluster.nodes().on("n1"));
            zookeeper.start(cluster.nodes().on("n1"));
            zookeeper.awaitReady(cluster.nodes(), Duration.ofSeconds(60));
            String line = cluster.sh("n1", "tail -n 1 /opt/partita/zookeeper/daemon.log");
            String stamp = line.replaceFirst("^.*?(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+[+-]\\d{4}).*$", "$1");
            Instant written = OffsetDateTime.parse(stamp, DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX"))
                    .toInstant();
            assertThat(Duration.between(Instant.now(), written))
                    .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(65));
        } finally {
            zookeeper.remove(cluster.nodes());
        }
    }

    /** By how much the Java machine's clock on {@code node} is ahead of this one's, in ms, but for the way there. */
    private static long error(String node) {
        return JVM.look(cluster.nodes().on(node)).wall() - System.currentTimeMillis();
    }

    private static long shellClock(String node) {
        return Long.parseLong(cluster.nodes()
                .on(node)
                .require(Command.of("date", "+%s%3N"))
                .stdout()
                .strip());
    }

    private static long machineClockLessMonotonic() {
        return System.currentTimeMillis() - System.nanoTime() / 1_000_000;
    }

    private static <T> T await(Supplier<T> look, Predicate<T> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            T seen = look.get();
            if (wanted.test(seen)) {
                return seen;
            }
            assertThat(System.nanoTime()).as("still " + seen).isLessThan(deadline);
        }
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(step(action, fault));
    }

    private static FaultStep step(Action action, String fault) {
        return new FaultStep(1, Duration.ZERO, action, fault, 42);
    }
}
