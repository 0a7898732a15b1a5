package io.partita.provisioning.system.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.provisioning.Poll;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.SystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ZooKeeper's own jars on five LXC nodes. */
@Timeout(180)
class ZooKeeperSystemIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static LxcCluster cluster;
    private static Nodes nodes;

    private final ZooKeeperSystem zookeeper = ZooKeeperSystem.of(Map.of("tickTime", "500"));

    @BeforeAll
    static void up() {
        assumeTrue(LxcSupport.missing().isEmpty(), () -> "no LXC nodes here: " + LxcSupport.missing());
        Path directory = LxcCluster.DEFAULT_HOME.resolveSibling(
                "zookeeper-it-" + ProcessHandle.current().pid());
        cluster = LxcCluster.in(directory, LxcCluster.nodeNames(5));
        nodes = SshNodes.connect(cluster.up());
    }

    @AfterAll
    static void down() {
        if (nodes != null) {
            nodes.close();
        }
        if (cluster != null) {
            cluster.down();
        }
    }

    @BeforeEach
    void install() {
        zookeeper.install(nodes);
    }

    @AfterEach
    void remove() {
        zookeeper.remove(nodes);
    }

    @Test
    void becomes_ready_with_one_leader() {
        ready();
        assertThat(zookeeper.leaders(nodes)).hasSize(1);
        assertThat(nodes.parallel(zookeeper::state).values()).containsOnly(ProcessState.RUNNING);
    }

    @Test
    void is_not_ready_while_two_of_five_run() {
        zookeeper.start(nodes.on("n1"));
        zookeeper.start(nodes.on("n2"));
        assertThatThrownBy(() -> zookeeper.awaitReady(nodes, Duration.ofSeconds(3)))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("not ready")
                .hasMessageContaining("n3: does not run")
                .hasMessageContaining("n4: does not run")
                .hasMessageContaining("n5: does not run");
        assertThat(zookeeper.leaders(nodes)).isEmpty();
    }

    @Test
    void a_quorum_without_a_paused_follower_is_not_ready() {
        ready();
        String follower = follower();
        zookeeper.pause(nodes.on(follower));
        assertThatThrownBy(() -> zookeeper.awaitReady(nodes, Duration.ofSeconds(2)))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining(follower + ": ");
        zookeeper.resume(nodes.on(follower));
        zookeeper.awaitReady(nodes, LONG);
    }

    @Test
    void elects_another_leader_when_the_leader_is_killed() throws Exception {
        ready();
        String leader = leader();
        zookeeper.kill(nodes.on(leader));
        assertThat(zookeeper.state(nodes.on(leader))).isEqualTo(ProcessState.DEAD);
        Poll.until("one server leads", LONG, () -> zookeeper.leaders(nodes).size() == 1);
        assertThat(leader()).isNotEqualTo(leader);
    }

    @Test
    void serves_everywhere_again_after_a_kill_and_a_start() {
        ready();
        String leader = leader();
        zookeeper.kill(nodes.on(leader));
        zookeeper.start(nodes.on(leader));
        zookeeper.awaitReady(nodes, zookeeper.recoveryBound());
        assertThat(zookeeper.leaders(nodes)).hasSize(1);
    }

    @Test
    void a_paused_server_is_seen_paused_and_goes_on_when_resumed() {
        ready();
        zookeeper.pause(nodes.on("n3"));
        assertThat(zookeeper.state(nodes.on("n3"))).isEqualTo(ProcessState.PAUSED);
        zookeeper.resume(nodes.on("n3"));
        assertThat(zookeeper.state(nodes.on("n3"))).isEqualTo(ProcessState.RUNNING);
        zookeeper.awaitReady(nodes, zookeeper.recoveryBound());
    }

    @Test
    void starting_twice_starts_one_process() {
        zookeeper.start(nodes);
        List<Long> before = javaProcesses();
        zookeeper.start(nodes);
        assertThat(javaProcesses()).isEqualTo(before);
    }

    @Test
    void removal_leaves_no_process_and_no_file() {
        ready();
        zookeeper.remove(nodes);
        assertThat(javaProcesses()).isEmpty();
        nodes.parallel(node ->
                node.require(Command.of("test", "!", "-e", zookeeper.settings().directory())));
        zookeeper.remove(nodes);
    }

    @Test
    void a_port_in_use_is_reported_with_node_cause_and_next_step() throws Exception {
        zookeeper.start(nodes.on("n2"));
        Poll.until(
                "n2 listens on the client port",
                LONG,
                () -> nodes.on("n2")
                        .run(Command.of("grep", "-q", ":0885 .* 0A ", "/proc/net/tcp", "/proc/net/tcp6"))
                        .succeeded());
        var other = ZooKeeperSystem.of(Map.of("directory", "/opt/partita/other"));
        other.install(nodes);
        assertThatThrownBy(() -> other.start(nodes.on("n2")))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("n2: port 2181 is already in use")
                .hasMessageContaining("Next step");
        other.remove(nodes);
    }

    @Test
    void the_log_is_found() {
        ready();
        for (String file : zookeeper.logFiles(nodes.on("n1"))) {
            nodes.on("n1").require(Command.of("test", "-s", file));
        }
    }

    private void ready() {
        zookeeper.start(nodes);
        zookeeper.awaitReady(nodes, LONG);
    }

    private String leader() {
        return zookeeper.leaders(nodes).get(0);
    }

    private String follower() {
        String leader = leader();
        return nodes.names().stream()
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    /** The process ids of all servers on all nodes; a zombie that init has not reaped yet runs nothing. */
    private static List<Long> javaProcesses() {
        return nodes
                .parallel(node -> node.run(Command.of("pgrep", "-x", "-r", "D,R,S,T,t", "java"))
                        .stdout())
                .values()
                .stream()
                .flatMap(String::lines)
                .map(Long::valueOf)
                .toList();
    }
}
