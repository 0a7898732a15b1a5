package io.partita.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A control process is killed with SIGKILL while its faults are active on real nodes. */
class CrashIT {

    private static final FakeDaemon DAEMON = new FakeDaemon("n1");

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    @TempDir
    Path run;

    private Process control;

    @BeforeEach
    void startDaemon() {
        DAEMON.start(cluster.nodes());
    }

    @AfterEach
    void clean() {
        if (control != null) {
            control.destroyForcibly();
        }
        Healer.sweep(cluster.nodes());
        DAEMON.remove(cluster.nodes());
    }

    @Test
    void anotherProcessHealsAndProvesFromTheLedger() throws InterruptedException {
        Path ledger = killWhileActive(60, "partition-halves", "kill");
        assertThat(dirt()).as("faults outlive the control process").isNotEmpty();
        assertThat(Ledgers.unhealed(run)).containsExactly(ledger);

        HealReport report = Healer.heal(ledger, cluster.nodes());

        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.outcomes())
                .extracting(outcome -> outcome.injection().fault())
                .containsExactly("kill", "partition-halves");
        assertThat(dirt()).isEmpty();
        assertThat(Ledgers.unhealed(run)).isEmpty();
        assertThat(Healer.heal(ledger, cluster.nodes()).outcomes()).isEmpty();
    }

    @Test
    void aPausedProcessIsContinuedFromTheLedger() throws InterruptedException {
        Path ledger = killWhileActive(60, "pause");
        assertThat(states()).contains(ProcessState.PAUSED);
        assertThat(Healer.heal(ledger, cluster.nodes()).clean()).isTrue();
        assertThat(states()).containsOnly(ProcessState.RUNNING);
    }

    @Test
    void aSweepHealsWithoutTheLedgerAndSaysWhatItFound() throws InterruptedException {
        killWhileActive(60, "partition-majority", "pause");
        HealReport report = Healer.sweep(cluster.nodes());
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.found().get("n1")).contains("firewall");
        assertThat(report.found().values())
                .anySatisfy(found ->
                        assertThat(found).anySatisfy(line -> assertThat(line).startsWith("armed ")));
        assertThat(dirt()).isEmpty();
    }

    @Test
    void theNodesHealThemselvesWhenTheControlProcessIsSilent() throws InterruptedException {
        killWhileActive(3, "partition-halves", "kill");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!dirt().isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        assertThat(dirt()).isEmpty();
    }

    @Test
    void theNodesDoNotHealThemselvesWhileTheControlProcessLives() {
        control = DyingControl.start(cluster, run, run.resolve("faults.jsonl"), 3, "partition-halves");
        long end = System.nanoTime() + Duration.ofSeconds(7).toNanos();
        while (System.nanoTime() < end) {
            assertThat(cluster.sh("n1", TestCluster.OUR_IPTABLES + " -S INPUT 1"))
                    .isEqualTo("-A INPUT -j PARTITA");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void aNodeThatCannotBeReachedIsReportedAndTheOthersAreHealed() throws InterruptedException {
        Path ledger = killWhileActive(60, "partition-halves");
        var nodes = new ArrayList<>(cluster.inventory().nodes());
        Node last = nodes.remove(2);
        var ssh = last.ssh();
        nodes.add(new Node(
                last.name(),
                last.address(),
                new Node.Ssh(ssh.host(), 1, ssh.user(), ssh.privateKey(), ssh.knownHosts())));
        var inventory = new Inventory("test", cluster.inventory().controlAddress(), nodes);

        try (var tolerant = SshNodes.lazily(inventory)) {
            HealReport report = Healer.heal(ledger, tolerant);
            assertThat(report.clean()).isFalse();
            assertThat(report.unreachable()).containsOnlyKeys("n3");
        }

        assertThat(cluster.sh("n1", "{ " + TestCluster.SAVE_ALL + "} | grep -c PARTITA || true"))
                .isEqualTo("0");
        assertThat(Ledgers.unhealed(run)).containsExactly(ledger);
        assertThat(Healer.heal(ledger, cluster.nodes()).clean()).isTrue();
        assertThat(dirt()).isEmpty();
    }

    private Path killWhileActive(int deadManSeconds, String... faults) throws InterruptedException {
        Path ledger = run.resolve("workload").resolve(Ledgers.FILE_NAME);
        control = DyingControl.start(cluster, run, ledger, deadManSeconds, faults);
        control.destroyForcibly().waitFor();
        return ledger;
    }

    private static List<ProcessState> states() {
        return List.copyOf(cluster.nodes().parallel(DAEMON::state).values());
    }

    /** What of ours is on the nodes: rules, files, processes, and daemons that do not run. */
    private static List<String> dirt() {
        var dirt = new ArrayList<String>();
        cluster.nodes()
                .parallel(node -> node.run(Command.script("{ " + TestCluster.SAVE_ALL + """
                        } | grep PARTITA
                        ls -d /run/partita 2>/dev/null
                        cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -o 'sh /run/[p]artita/[^ ]*'
                        true
                        """))
                        .stdout())
                .forEach((node, found) -> found.lines().forEach(line -> dirt.add(node + ": " + line)));
        cluster.nodes().parallel(DAEMON::state).forEach((node, state) -> {
            if (state != ProcessState.RUNNING) {
                dirt.add(node + ": daemon is " + state);
            }
        });
        return dirt;
    }
}
