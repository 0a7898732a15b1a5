package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.checker.Verdict;
import io.partita.control.plan.Extensions;
import io.partita.control.plan.TestPlanner;
import io.partita.control.plan.TestRequest;
import io.partita.control.run.Progress;
import io.partita.control.run.TestRunner;
import io.partita.control.store.RunSummary;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On nodes whose tools succeed and do nothing, a run is unknown, however good everything else is. */
@Timeout(300)
class SilentNodesIT {

    /** In place of the real tools, which is the node's own: what only reads, reads. Prints what a rule that was made has made. */
    private static final String SHIM = """
            for tool in /usr/sbin/iptables* /usr/sbin/ip6tables*; do
              name=${tool##*/} real=$(readlink -f "$tool")
              case $name in *-save*|*-apply|*-translate) continue;; esac
              rm "$tool"
              {
                echo '#!/bin/bash'
                echo "for word; do case \\$word in -S|-V|--version) exec -a $name $real \\"\\$@\\";; esac; done"
                case $name in *-restore) echo 'cat >/dev/null';; esac
                echo 'exit 0'
              } >"$tool"
              chmod 755 "$tool"
            done
            iptables -A INPUT -p udp --dport 9 -j DROP || exit 1
            iptables -S INPUT
            """;

    private static final Progress SILENCE = new Progress() {
        @Override
        public void line(String text) {}

        @Override
        public void status(Status status) {}
    };

    @TempDir
    private Path directory;

    private final LxcCluster cluster =
            LxcCluster.named("it-" + ProcessHandle.current().pid() + "-silent", 3);

    @BeforeEach
    void makeTheNodesSilent() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
        try (Nodes nodes = SshNodes.connect(cluster.up())) {
            assertThat(nodes.parallel(node ->
                                    node.require(Command.script(SHIM)).stdout().strip())
                            .values())
                    .containsOnly("-P INPUT ACCEPT");
        }
    }

    @AfterEach
    void takeTheClusterAway() {
        cluster.down();
    }

    @Test
    void aPartitionThatCutsNothingMakesTheRunUnknownAndIsNamed() throws Exception {
        try (ControlProcess control = ControlProcess.start(
                directory,
                "test",
                "--cluster-name",
                cluster.name(),
                "--nodes",
                "n1,n2,n3",
                "--workload",
                "zk-register",
                "--nemesis",
                "partition-halves",
                "--time-limit",
                "14s",
                "--nemesis-interval",
                "4s",
                "--seed",
                "1")) {
            assertThat(control.await(Duration.ofMinutes(4))).as(control.err()).isEqualTo(ExitCodes.UNKNOWN);
            assertThat(control.out())
                    .containsIgnoringCase("unknown")
                    .contains("Fault f1, partition-halves: not proven active: ", " still reaches ");
        }
    }

    @Test
    @Tag("nightly")
    void aKillThatEndsNoProcessMakesTheRunUnknownAndIsNamed() throws Exception {
        Extensions extensions = Extensions.load(List.of());
        var plan = new TestPlanner(extensions)
                .plan(new TestRequest(
                        "zk-register",
                        Map.of(),
                        List.of("kill(n2)"),
                        "zookeeper",
                        null,
                        null,
                        "lxc",
                        cluster.name(),
                        List.of("n1", "n2", "n3"),
                        Duration.ofSeconds(14),
                        100.0,
                        "2n",
                        1,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(60),
                        false));
        RunSummary summary = new TestRunner(
                        plan,
                        extensions.requireWorkload("zk-register"),
                        new Immortal(new ZooKeeperSystem(ZooKeeperSettings.DEFAULT, new ArtifactCache())),
                        cluster,
                        true,
                        extensions.faults(),
                        directory,
                        SILENCE,
                        run -> "")
                .run()
                .summary();

        assertThat(summary.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(summary.reason()).contains("Fault f1, kill(n2): not proven active: kill is not seen: {n2=RUNNING}");
    }
}
