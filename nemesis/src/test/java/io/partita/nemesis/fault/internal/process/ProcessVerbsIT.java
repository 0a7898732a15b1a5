package io.partita.nemesis.fault.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be done to processes, done to a real ZooKeeper ensemble. What is seen here comes from a client of the server's
 * port and from {@code pgrep} on the nodes, never from what proves the faults.
 */
@Timeout(120)
class ProcessVerbsIT {

    private static final ZooKeeperSystem ZOOKEEPER =
            new ZooKeeperSystem(ZooKeeperSettings.DEFAULT, new ArtifactCache());

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeAll
    static void ensemble() {
        ZOOKEEPER.install(cluster.nodes());
        ZOOKEEPER.start(cluster.nodes());
        ZOOKEEPER.awaitReady(cluster.nodes(), Duration.ofSeconds(60));
    }

    @BeforeEach
    void create() {
        var environment = new Environment(cluster.nodes(), ZOOKEEPER, RunClock.fromNow(), Limits.DEFAULT);
        nemesis = DefaultNemesis.create(environment, run.resolve("faults.jsonl"));
    }

    @AfterEach
    void close() {
        nemesis.close();
        ZOOKEEPER.awaitReady(cluster.nodes(), Duration.ofSeconds(30));
    }

    @Test
    void aStoppedServerEndsBySigtermAndServesAgainAfterwards() {
        FaultRecord active = perform(Action.INJECT, "stop n2");

        assertProven(active);
        assertThat(active.activeProof().get("ended")).hasToString("{n2=terminated}");
        assertThat(answer("n2")).isEqualTo("silent");
        assertThat(pids("n2")).isEmpty();
        assertHealed(perform(Action.RECOVER, "stop n2"));
        await(() -> answer("n2").contains("Mode: "));
    }

    @Test
    void aRestartedLeaderIsAnotherProcess() {
        List<String> leaders = ZOOKEEPER.leaders(cluster.nodes());
        String before = pids(leaders.get(0));

        assertProven(perform(Action.INJECT, "restart leader(zookeeper)"));

        assertThat(pids(leaders.get(0))).isNotEmpty().isNotEqualTo(before);
        assertHealed(perform(Action.RECOVER, "restart leader(zookeeper)"));
    }

    @Test
    void aRollingRestartLeavesNoServerAsItWasAndNeverMoreThanOneDown() throws InterruptedException {
        List<String> before = Stream.of("n1", "n2", "n3").map(this::pids).toList();
        var most = new int[1];
        var watching = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                int silent = (int) Stream.of("n1", "n2", "n3")
                        .filter(node -> answer(node).equals("silent"))
                        .count();
                most[0] = Math.max(most[0], silent);
            }
        });
        watching.start();

        FaultRecord active = perform(Action.INJECT, "rolling-restart");

        watching.interrupt();
        watching.join();
        assertProven(active);
        assertThat(most[0]).as("how many were down at once").isEqualTo(1);
        assertThat(Stream.of("n1", "n2", "n3").map(this::pids)).doesNotContainAnyElementsOf(before);
        assertHealed(perform(Action.RECOVER, "rolling-restart"));
    }

    @Test
    void aCrashLoopKillsUntilItsFaultEnds() {
        assertProven(perform(Action.INJECT, "crash-loop n3 every=300ms"));

        for (int i = 0; i < 2; i++) {
            String seen = pids("n3");
            await(() -> !pids("n3").isEmpty() && !pids("n3").equals(seen));
        }
        assertThat(cluster.sh("n3", "ls /run/partita")).contains("crash-loop");
        assertHealed(perform(Action.RECOVER, "crash-loop n3 every=300ms"));
        String last = pids("n3");
        await(() -> answer("n3").contains("Mode: "));
        assertThat(pids("n3")).as("it lived until it served").isNotEmpty().isEqualTo(last);
        assertThat(cluster.sh("n3", "ls -d /run/partita 2>/dev/null; ps -eo args | grep -c '[c]rash-loop' || :"))
                .isEqualTo("0");
    }

    @Test
    void aSwizzleStopsOneAfterAnother() {
        assertProven(perform(Action.INJECT, "swizzle n1,n3 what=pause every=100ms"));

        String state = "cut -d' ' -f3 /proc/$(pgrep -f QuorumPeerMain)/stat";
        assertThat(cluster.sh("n1", state) + cluster.sh("n2", state) + cluster.sh("n3", state))
                .isEqualTo("TST");
        assertHealed(perform(Action.RECOVER, "swizzle n1,n3 what=pause every=100ms"));
        assertThat(cluster.sh("n1", state) + cluster.sh("n3", state)).doesNotContain("T");
    }

    @Test
    void aFrozenServerAnswersNothingAndGoesOnAsTheProcessThatItWas() {
        String before = pids("n2");
        String group = cluster.sh("n2", "cat /proc/" + before + "/cgroup");
        String used = "cut -d' ' -f14,15 /proc/" + before + "/stat";

        assertProven(perform(Action.INJECT, "freeze n2"));

        assertThat(answer("n1")).contains("Mode: ");
        String standing = cluster.sh("n2", used);
        assertThat(answer("n2")).as("two seconds long").isEqualTo("silent");
        assertThat(cluster.sh("n2", used)).as("time on the cpu").isEqualTo(standing);
        assertThat(pids("n2")).isEqualTo(before);
        assertThat(cluster.sh("n2", "cat /proc/" + before + "/cgroup")).isNotEqualTo(group);
        assertHealed(perform(Action.RECOVER, "freeze n2"));
        await(() -> answer("n2").contains("Mode: "));
        assertThat(pids("n2")).isEqualTo(before);
        assertThat(cluster.sh("n2", "cat /proc/" + before + "/cgroup")).isEqualTo(group);
        assertThat(cluster.sh("n2", "find /sys/fs/cgroup -name partita-frozen 2>/dev/null"))
                .isEmpty();
    }

    private String pids(String node) {
        return cluster.sh(node, "pgrep -f QuorumPeerMain || :");
    }

    private String answer(String node) {
        String address = cluster.inventory().node(node).address();
        try (Socket socket = new Socket(address, ZOOKEEPER.clientPort())) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "silent";
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void assertProven(FaultRecord record) {
        Supplier<String> all = record::toString;
        assertThat(record.provenActive()).as(all).isTrue();
        assertThat(record.error()).isNull();
    }

    private static void assertHealed(FaultRecord record) {
        assertThat(record.provenHealed()).as(record.toString()).isTrue();
        assertThat(record.error()).isNull();
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
