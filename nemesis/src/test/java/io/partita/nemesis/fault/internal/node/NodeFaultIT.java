package io.partita.nemesis.fault.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.DyingControl;
import io.partita.nemesis.FakeDaemon;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemeses;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.cluster.Carrier;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is done to whole nodes from outside, on real ones. What is seen here comes from sockets of the test, from logins of its
 * own, and from files that programs on the nodes write; never from what proves the faults.
 */
@Timeout(120)
class NodeFaultIT {

    private static final FakeDaemon DAEMON = new FakeDaemon("n1");
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));

    private static final String FILL_THE_CACHE =
            "dd if=/dev/zero of=/var/tmp/file bs=1M count=40 2>/dev/null; sync; cat /var/tmp/file >/dev/null";

    private static final List<String> LIMITS_OF_NODES = List.of(
            "cpu/%s/cpu.cfs_quota_us",
            "memory/%s/memory.limit_in_bytes",
            "freezer/%s/freezer.state",
            "freezer/%s/partita-frozen/freezer.state",
            "%s/cpu.max",
            "%s/memory.high",
            "%s/cgroup.freeze",
            "%s/partita-frozen/cgroup.freeze");

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        DAEMON.start(cluster.nodes());
        nemesis = DefaultNemesis.create(environment(LIMITS), ledger());
    }

    private static Environment environment(Limits limits) {
        return new Environment(cluster.nodes(), DAEMON, RunClock.fromNow(), limits);
    }

    private Path ledger() {
        return run.resolve("faults.jsonl");
    }

    @AfterEach
    void close() {
        nemesis.close();
        DAEMON.remove(cluster.nodes());
        assertThat(faultFiles()).as("nothing is left on this machine").doesNotExist();
    }

    @Test
    void aNodeWithoutPowerIsGoneFromTheNetworkAndComesBackWithItsDisk() {
        cluster.sh("n2", "echo kept >/var/lib/kept; echo gone >/run/gone");

        assertProven(perform(Action.INJECT, "power-off n2"));

        assertThat(greets("n2")).isFalse();
        assertThat(cluster.sh("n1", "timeout 2 bash -c 'exec 3<>/dev/tcp/n2/22' 2>/dev/null; echo $?"))
                .isNotEqualTo("0");
        assertHealed(perform(Action.RECOVER, "power-off n2"));
        assertThat(greets("n2")).isTrue();
        assertThat(login("n2", "cat /var/lib/kept; ls /run/gone 2>/dev/null || :"))
                .isEqualTo("kept");
        assertThat(DAEMON.state(cluster.nodes().on("n2"))).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void whoUsesANodeThatIsOffHearsSoAtOnce() {
        assertProven(perform(Action.INJECT, "power-off n2"));
        long begin = System.nanoTime();

        assertThatThrownBy(() -> cluster.nodes().on("n2").run(Command.of("true").asIdempotent()))
                .isInstanceOf(RemoteException.Unreachable.class)
                .hasMessageContaining("n2")
                .hasMessageContaining("power-off");
        FaultRecord refused = perform(Action.INJECT, "kill n2");

        assertThat(refused.error()).contains("f1").contains("active on the same objects");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aRebootedNodeBeganAnewAndItsProcessesComeBackWhenTheFaultEnds() {
        String before = login("n3", "stat -c %Y /proc/1; cut -d' ' -f22 /proc/1/stat");

        assertProven(perform(Action.INJECT, "reboot n3"));

        assertThat(login("n3", "stat -c %Y /proc/1; cut -d' ' -f22 /proc/1/stat"))
                .isNotEqualTo(before);
        assertThat(login("n3", "pgrep -x sleep || echo none")).isEqualTo("none");
        assertHealed(perform(Action.RECOVER, "reboot n3"));
        assertThat(login("n3", "pgrep -x sleep")).isNotEmpty();
    }

    @Test
    void everythingOnAFrozenNodeStandsStillUntilItGoesOn() throws InterruptedException {
        cluster.sh(
                "n2",
                "cat >/var/tmp/count.sh <<'E'\nwhile [ -e /var/tmp/count.sh ]; do i=$((i+1)); echo $i >/var/tmp/count; sleep 0.05; done\nE\n"
                        + "setsid sh /var/tmp/count.sh </dev/null >/dev/null 2>&1 &");
        Path count = changes("n2").resolve("var/tmp/count");
        await(() -> Files.exists(count) && !read(count).isEmpty());

        assertProven(perform(Action.INJECT, "freeze-node n2"));

        assertThat(greets("n2")).isFalse();
        String standing = read(count);
        Thread.sleep(300); // Six turns of the loop, if it ran.
        assertThat(read(count)).isEqualTo(standing);
        assertHealed(perform(Action.RECOVER, "freeze-node n2"));
        await(() -> !read(count).equals(standing));
        assertThat(login("n2", "rm /var/tmp/count.sh; echo there")).isEqualTo("there");
    }

    @Test
    void aNodeComesBackByItselfWhenTheControlNodeIsSilent() {
        String before = login("n2", "cut -d' ' -f22 /proc/1/stat");
        try (var silent = Nemeses.withoutHeartbeat(
                environment(LIMITS.withDeadMan(Duration.ofSeconds(8))),
                run.resolve("silent.jsonl"),
                FaultCatalog.load(getClass().getClassLoader()))) {
            silent.perform(step(Action.INJECT, "power-off n2"));

            await(() -> greets("n2"));
            await(() -> login("n2", "pgrep -x sleep || echo none").matches("\\d+"));
            assertThat(login("n2", "cut -d' ' -f22 /proc/1/stat")).isNotEqualTo(before);
            FaultRecord healed = silent.perform(step(Action.RECOVER, "power-off n2"));
            assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
            assertThat(healed.error()).contains("ended before its time by the dead-man's timer on n2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reboot n2    | freeze-node n3 | cpu-pressure n1
            power-off n2 | freeze n3      | memory-pressure n1
            """)
    void aLedgerAndAnInventoryAreEnoughToHealWhenTheControlProcessWasKilled(String first, String second, String third)
            throws InterruptedException {
        cluster.sh("n1", FILL_THE_CACHE);
        Map<Path, String> before = limits();
        DyingControl.start(cluster, run, ledger(), 60, first, second, third)
                .destroyForcibly()
                .waitFor();
        assertThat(limits()).as("one of the limits at least").isNotEqualTo(before);

        Inventory known = InventoryJson.read(run.resolve("inventory.json"));
        HealReport report;
        try (Nodes nodes = SshNodes.lazily(known)) {
            report = Healer.heal(ledger(), nodes);
        }

        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.outcomes()).hasSize(3);
        assertThat(greets("n2") && greets("n3")).isTrue();
        assertThat(login("n2", "pgrep -x sleep")).isNotEmpty();
        assertThat(login("n3", "cut -d' ' -f3 /proc/$(pgrep -x sleep)/stat")).isEqualTo("S");
        assertThat(limits()).isEqualTo(before);
    }

    /** What the kernel says in files that limit or stop a node. */
    private static Map<Path, String> limits() {
        var lxc = (Carrier.Lxc) cluster.inventory().carrier();
        Map<Path, String> limits = new TreeMap<>();
        for (String node : cluster.inventory().names()) {
            String group = "lxc.payload." + lxc.container(node);
            for (String file : LIMITS_OF_NODES) {
                Path path = Path.of("/sys/fs/cgroup", file.formatted(group));
                if (Files.exists(path)) {
                    limits.put(path, read(path));
                }
            }
        }
        return limits;
    }

    @Test
    void aSweepWakesNodesOfWhichNoLedgerIsLeft() {
        NodeHost host = NodeHost.of(cluster.inventory()).orElseThrow();
        host.machine().require(host.powerOff("n2"));
        host.machine().require(host.freeze("n3"));

        HealReport report;
        try (Nodes nodes = SshNodes.lazily(cluster.inventory())) {
            report = Healer.sweep(nodes);
        }

        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.found().get("n2")).contains("off");
        assertThat(report.found().get("n3")).contains("frozen");
        assertThat(greets("n2") && greets("n3")).isTrue();
    }

    @Test
    void aNodeUnderPressureOfItsCpuDoesLessThanAnother() {
        assertProven(perform(Action.INJECT, "cpu-pressure n2 share=5%"));

        String turns = "SECONDS=0; i=0; while [ $SECONDS -lt 2 ]; do i=$((i+1)); done; echo $i";
        var done = cluster.nodes()
                .parallel(node -> Long.parseLong(
                        node.run(Command.of("bash", "-c", turns)).stdout().strip()));
        assertThat(done.get("n2")).isLessThan(done.get("n3") / 2);
        assertHealed(perform(Action.RECOVER, "cpu-pressure n2 share=5%"));
    }

    @Test
    void aNodeUnderPressureOfItsMemoryLosesWhatItKeptOfFiles() {
        cluster.sh("n2", FILL_THE_CACHE);
        String resident = "fincore --bytes --noheadings --output RES /var/tmp/file";
        long before = Long.parseLong(cluster.sh("n2", resident));

        assertProven(perform(Action.INJECT, "memory-pressure n2 share=50%"));

        assertThat(Long.parseLong(cluster.sh("n2", resident))).isLessThan(before);
        assertHealed(perform(Action.RECOVER, "memory-pressure n2 share=50%"));
        assertThat(cluster.sh("n2", "cat /var/tmp/file >/dev/null; " + resident + "; rm /var/tmp/file"))
                .isEqualTo(Long.toString(before));
    }

    private static Path changes(String node) {
        var lxc = (Carrier.Lxc) cluster.inventory().carrier();
        return lxc.containers().resolve(lxc.container(node)).resolve("changes");
    }

    private static Path faultFiles() {
        return ((Carrier.Lxc) cluster.inventory().carrier()).faults();
    }

    /** What a shell prints that came by a connection of its own. */
    private static String login(String node, String script) {
        try (Nodes own = SshNodes.lazily(cluster.inventory())) {
            return own.on(node).require(Command.script(script)).stdout().strip();
        }
    }

    private static boolean greets(String node) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(cluster.inventory().node(node).address(), 22), 1000);
            socket.setSoTimeout(1000);
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        assertThat(record.provenActive()).as(record.toString()).isTrue();
        assertThat(record.error()).isNull();
    }

    private static void assertHealed(FaultRecord record) {
        assertThat(record.provenHealed()).as(record.toString()).isTrue();
        assertThat(record.error()).isNull();
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(step(action, fault));
    }

    private static FaultStep step(Action action, String fault) {
        return new FaultStep(1, Duration.ZERO, action, fault, 42);
    }
}
