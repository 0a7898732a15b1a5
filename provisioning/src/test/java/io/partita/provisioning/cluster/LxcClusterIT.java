package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brings real clusters up on this machine. */
@NeedsLxc
@Timeout(120)
class LxcClusterIT {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    private Path home;

    private final List<LxcCluster> clusters = new ArrayList<>();

    @AfterEach
    void down() {
        clusters.forEach(LxcCluster::down);
    }

    @Test
    void nodesAnswerUnderTheirNamesAndHostKeys() {
        Inventory inventory = cluster(3).up();

        assertThat(inventory.names()).containsExactly("n1", "n2", "n3");
        for (Node node : inventory.nodes()) {
            assertThat(in(node, "hostname").stdout().strip()).isEqualTo(node.name());
        }
    }

    @Test
    void downLeavesNothing() throws IOException {
        LxcCluster cluster = cluster(2);
        Machine before = Machine.traces(cluster.directory());

        cluster.up();
        assertThat(Machine.traces(cluster.directory())).isNotEqualTo(before);
        cluster.down();

        assertThat(Machine.traces(cluster.directory())).isEqualTo(before);
        assertThat(cluster.inventory()).isEmpty();
    }

    @Test
    void downOfNothingDoesNothing() throws IOException {
        LxcCluster cluster = cluster(2);
        Machine before = Machine.traces(cluster.directory());

        cluster.down();

        assertThat(Machine.traces(cluster.directory())).isEqualTo(before);
    }

    @Test
    void upOfARunningClusterChangesNothing() {
        LxcCluster cluster = cluster(2);
        Inventory first = cluster.up();
        List<NodeStatus> before = cluster.status();

        assertThat(cluster.up()).isEqualTo(first);
        assertThat(cluster.status()).isEqualTo(before).allMatch(NodeStatus::running);
    }

    @Test
    void upStartsADeadNodeAgainAndLeavesTheOthersAlone() {
        LxcCluster cluster = cluster(2);
        Inventory inventory = cluster.up();
        Node first = inventory.node("n1");
        in(first, "echo kept > /root/file");
        OptionalLong second = cluster.status().get(1).pid();
        kill(cluster.status().get(0).pid().orElseThrow());

        cluster.up();

        assertThat(in(first, "cat /root/file").stdout()).isEqualTo("kept\n");
        assertThat(cluster.status().get(1).pid()).isEqualTo(second);
    }

    @Test
    void aNodeThatEndedIsReportedAsStopped() {
        LxcCluster cluster = cluster(1);
        cluster.up();
        kill(cluster.status().get(0).pid().orElseThrow());

        eventually("n1 is stopped", () -> !cluster.status().get(0).running());
        assertThat(cluster.status().get(0).answers()).isFalse();
    }

    @Test
    void upsAtTheSameTimeMakeOneCluster() throws Exception {
        LxcCluster cluster = cluster(2);
        Process child = Child.start("up", cluster.directory().toString(), "2");
        try (var output = child.inputReader()) {
            assertThat(output.readLine()).isEqualTo("begun");

            Inventory inventory = cluster.up();

            assertThat(output.readLine()).isEqualTo("done");
            assertThat(cluster.inventory()).contains(inventory);
            assertThat(cluster.status()).hasSize(2).allMatch(NodeStatus::answers);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 150, 300, 450, 700})
    void upWorksAfterAnEarlierUpWasKilled(int millis) throws Exception {
        LxcCluster cluster = cluster(3);
        Machine before = Machine.traces(cluster.directory());
        Process child = Child.start("up", cluster.directory().toString(), "3");
        assertThat(child.inputReader().readLine()).isEqualTo("begun");
        child.waitFor(millis, TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();

        Inventory inventory = cluster.up();

        for (Node node : inventory.nodes()) {
            assertThat(in(node, "hostname").stdout().strip()).isEqualTo(node.name());
        }
        cluster.down();
        assertThat(Machine.traces(cluster.directory())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 150, 450})
    void downCleansUpAfterAKilledUp(int millis) throws Exception {
        LxcCluster cluster = cluster(3);
        Machine before = Machine.traces(cluster.directory());
        Process child = Child.start("up", cluster.directory().toString(), "3");
        assertThat(child.inputReader().readLine()).isEqualTo("begun");
        child.waitFor(millis, TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();

        cluster.down();

        assertThat(Machine.traces(cluster.directory())).isEqualTo(before);
    }

    @Test
    void aFailedUpIsTakenBackAndSaysWhichNodeFailedAndWhy() throws IOException {
        Path directory = cluster(2).directory();
        Machine before = Machine.traces(directory);
        JavaHome absent = new JavaHome(Path.of("/nonexistent/jdk"));

        assertThatThrownBy(() -> new LxcCluster(directory, List.of("n1", "n2"), absent).up())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("node n1")
                .hasMessageContaining("/nonexistent/jdk");

        assertThat(Machine.traces(directory)).isEqualTo(before);
    }

    @Test
    void aNodeWithAJavaFromElsewhereFindsIt() throws IOException {
        Path java = home.resolve("some jdk/bin");
        Files.createDirectories(java);
        Files.writeString(java.resolve("java"), "#!/bin/sh\necho another java\n");
        LocalModes.set(java.resolve("java"), 0755);
        Path directory = cluster(1).directory();

        Inventory inventory = new LxcCluster(directory, List.of("n1"), new JavaHome(java.getParent())).up();

        assertThat(in(inventory.node("n1"), "java").stdout()).isEqualTo("another java\n");
        assertThat(in(inventory.node("n1"), "touch /opt/jdk/file").succeeded()).isFalse();
    }

    @Test
    void downWorksOnFrozenNodesAndWithoutFiles() throws IOException {
        LxcCluster cluster = cluster(2);
        Machine before = Machine.traces(cluster.directory());
        cluster.up();
        freeze(new ClusterFiles(cluster.directory()).container("n1"));
        FileTrees.delete(cluster.directory());

        cluster.down();

        assertThat(Machine.traces(cluster.directory())).isEqualTo(before);
    }

    @Test
    void twoClustersStandSideBySideAndDoNotReachEachOther() {
        Node here = cluster(1).up().node("n1");
        Node there = cluster(1).up().node("n1");

        assertThat(here.address()).isNotEqualTo(there.address());
        assertThat(in(here, "timeout 2 bash -c 'exec 3<>/dev/tcp/" + there.address() + "/22'")
                        .succeeded())
                .isFalse();
        assertThat(in(there, "true").succeeded()).isTrue();
    }

    @Test
    void nodesReachEachOtherByName() {
        Node first = cluster(2).up().node("n1");

        assertThat(in(first, "timeout 5 bash -c 'exec 3<>/dev/tcp/n2/22; head -c 4 <&3'")
                        .stdout())
                .isEqualTo("SSH-");
    }

    @Test
    void orphansDoNotStayZombies() {
        Node node = cluster(1).up().node("n1");
        in(node, "for i in 1 2 3 4 5; do setsid sh -c 'sleep 0.05 & sleep 0.01' & done; wait");

        eventually(
                "all orphans are reaped",
                () -> in(node, "ps -eo stat,comm | grep -cE '^Z|sleep'")
                        .stdout()
                        .strip()
                        .equals("0"));
    }

    @Test
    void nodesHaveJavaFirewallAndTrafficControl() {
        Node node = cluster(1).up().node("n1");

        assertThat(in(node, "java -version").succeeded()).isTrue();
        assertThat(in(node, "iptables -A INPUT -s 192.0.2.1 -j DROP && iptables -S")
                        .stdout())
                .contains("192.0.2.1");
        assertThat(in(node, "tc qdisc show dev eth0").succeeded()).isTrue();
        assertThat(Integer.parseInt(in(node, "ulimit -n").stdout().strip())).isEqualTo(OpenFiles.limit());
    }

    private LxcCluster cluster(int nodes) {
        String name = "it-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
        LxcCluster cluster = LxcCluster.in(home.resolve("clusters").resolve(name), LxcCluster.nodeNames(nodes));
        try {
            Files.createDirectories(cluster.directory().getParent());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        clusters.add(cluster);
        return cluster;
    }

    private static LocalCommand.Result in(Node node, String script) {
        List<String> command = new ArrayList<>(SshCommand.login(node));
        command.add(script);
        return LocalCommand.of(command).run();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static void freeze(String container) throws IOException {
        Path v1 = Path.of("/sys/fs/cgroup/freezer/lxc.payload." + container + "/freezer.state");
        Path v2 = Path.of("/sys/fs/cgroup/lxc.payload." + container + "/cgroup.freeze");
        Files.writeString(Files.exists(v1) ? v1 : v2, Files.exists(v1) ? "FROZEN" : "1");
    }

    private static void eventually(String what, BooleanSupplier condition) {
        if (!Waiting.until(Duration.ofSeconds(20), Duration.ofMillis(50), condition)) {
            fail("not within 20 s: " + what);
        }
    }
}
