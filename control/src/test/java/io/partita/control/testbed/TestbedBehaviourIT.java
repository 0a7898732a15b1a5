package io.partita.control.testbed;

import static io.partita.control.testbed.Observer.SLACK;
import static io.partita.control.testbed.Observer.throughout;
import static io.partita.control.testbed.Observer.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import io.partita.provisioning.system.testbed.TestbedSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What Mesos and Marathon are documented to do under faults, seen on the testbed in a fifth of the time. The tests share
 * one installation; each begins when everything serves, and the one that ends the framework comes last.
 */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TestbedBehaviourIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String APP = "web";
    private static final int INSTANCES = 5;
    private static final List<String> SERVERS = List.of("n1", "n2", "n3");
    /** It has an agent and nothing else: cut off, it takes no part of ZooKeeper along that a master may be connected to. */
    private static final String VICTIM = "n5";

    @RegisterExtension
    static final TestbedNodes cluster = new TestbedNodes();

    private static TestbedSystem testbed;
    private static MesosBounds bounds;
    private static Nodes nodes;
    private static Observer observer;
    private static Cuts cuts;

    @BeforeAll
    static void serve() throws Exception {
        nodes = cluster.nodes();
        testbed = TestbedSystem.of(Map.of(
                        "time.scale", "5",
                        "failover.timeout", "100s",
                        // So that tasks that were given up and came back are found and killed before the next test.
                        "marathon.reconcile.interval", "30s",
                        // One task on every agent, so that whichever is struck has one.
                        "marathon.tasks.per.offer", "1"))
                .with(new Layout(Map.of(
                        Role.ZOOKEEPER, SERVERS,
                        Role.MASTER, SERVERS,
                        Role.AGENT, nodes.names(),
                        Role.MARATHON, SERVERS)));
        bounds = testbed.bounds();
        observer = new Observer(nodes, testbed);
        cuts = new Cuts(nodes);
        testbed.install(nodes);
        testbed.start(nodes);
        testbed.awaitReady(nodes, LONG);
        observer.runApp(APP, INSTANCES);
    }

    @AfterAll
    static void remove() {
        if (testbed != null) {
            testbed.remove(nodes);
        }
    }

    @BeforeEach
    void everythingServes() throws Exception {
        testbed.awaitReady(nodes, testbed.recoveryBound());
        until("all tasks run", LONG, () -> observer.running(APP) == INSTANCES);
        until(
                "and no others",
                LONG,
                () -> observer.taskProcesses().values().stream()
                                .mapToInt(List::size)
                                .sum()
                        == INSTANCES);
    }

    @AfterEach
    void heal() {
        cuts.heal();
        nodes.parallel(node -> node.run(testbed.revival(node.node())));
    }

    @Test
    @Order(1)
    void aKilledTaskIsReplaced() throws Exception {
        Map<String, List<Long>> before = observer.taskProcesses();
        String node = nodeWithATask(before);
        long pid = before.get(node).get(0);
        cluster.sh(node, "kill -9 " + pid);
        until("Marathon has noticed", LONG, () -> observer.running(APP) < INSTANCES);
        until("there are as many as before", LONG, () -> observer.running(APP) == INSTANCES);
        Map<String, List<Long>> after = observer.taskProcesses();
        assertThat(after.values().stream().mapToInt(List::size).sum()).isEqualTo(INSTANCES);
        assertThat(after.get(node)).doesNotContain(pid);
    }

    @Test
    @Order(2)
    @Tag("nightly")
    void aBlipShorterThanThePingsAllowChangesNothing() throws Exception {
        Map<String, List<Long>> before = observer.taskProcesses();
        cuts.isolate(VICTIM);
        throughout("it is not lost", bounds.agentLossWindow().earliest().dividedBy(2), () -> !observer.isLost(VICTIM));
        cuts.heal();
        throughout("it is not lost", bounds.agentLossWindow().latest(), () -> !observer.isLost(VICTIM));
        assertThat(observer.activeAgents()).contains(VICTIM);
        assertThat(observer.taskProcesses()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void anIsolatedAgentIsLostAfterItsMissedPingsAndNeverEarlier() throws Exception {
        long before = System.nanoTime();
        cuts.isolate(VICTIM);
        long after = System.nanoTime();
        until("it is lost", LONG, () -> observer.isLost(VICTIM));
        long seen = System.nanoTime();
        assertThat(Duration.ofNanos(seen - before))
                .as("since the cut began")
                .isGreaterThanOrEqualTo(bounds.agentLossWindow().earliest());
        assertThat(Duration.ofNanos(seen - after))
                .as("since the cut was complete")
                .isLessThanOrEqualTo(bounds.agentLossWindow().latest().plus(SLACK));
        assertThat(observer.activeAgents()).as("all others are there").hasSize(4);
    }

    @Test
    @Order(4)
    void anotherMasterLeadsSoonAfterTheLeaderWasKilledAndNoTaskIsTouched() throws Exception {
        Map<String, List<Long>> before = observer.taskProcesses();
        String leader = observer.masterLeader();
        testbed.role("master").kill(nodes.on(leader));
        Duration taken = until(
                "another leads", LONG, () -> testbed.leaders(nodes).stream().anyMatch(node -> !node.equals(leader)));
        assertThat(taken).isLessThanOrEqualTo(bounds.electionBound());
        until("all agents are back", LONG, () -> observer.activeAgents().size() == 5);
        assertThat(observer.taskProcesses()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void aLeaderThatIsCutFromZooKeeperEndsItself() throws Exception {
        String leader = observer.masterLeader();
        String exits = "grep -c 'master ended with status 1,' /opt/partita/testbed/master/daemon.log || true";
        String before = cluster.sh(leader, exits);
        cuts.closePort(leader, testbed.settings().zookeeper().clientPort());
        Duration taken = until(
                "it has ended itself", LONG, () -> !cluster.sh(leader, exits).equals(before));
        assertThat(taken).isLessThanOrEqualTo(bounds.stepDownBound());
        until("another leads", LONG, () -> testbed.leaders(nodes).stream().anyMatch(node -> !node.equals(leader)));
    }

    @Test
    @Tag("nightly")
    @Order(6)
    void tasksRunOnWithoutAnyZooKeeper() throws Exception {
        Map<String, List<Long>> before = observer.taskProcesses();
        RoleServers zookeeper = testbed.role("zookeeper");
        nodes.parallel(zookeeper.on(nodes), node -> {
            zookeeper.kill(node);
            return node.node();
        });
        until("no master leads", LONG, () -> testbed.leaders(nodes).isEmpty());
        throughout(
                "the same tasks run",
                bounds.stepDownBound(),
                () -> observer.taskProcesses().equals(before));
        nodes.parallel(zookeeper.on(nodes), node -> {
            zookeeper.start(node);
            return node.node();
        });
        testbed.awaitReady(nodes, testbed.recoveryBound());
        assertThat(observer.taskProcesses()).isEqualTo(before);
    }

    @Test
    @Tag("nightly")
    @Order(7)
    void withoutMarathonNothingIsRestartedAndTheFrameworkIsKeptUntilItsTimeout() throws Exception {
        RoleServers marathon = testbed.role("marathon");
        Map<String, List<Long>> before = observer.taskProcesses();
        long begin = System.nanoTime();
        nodes.parallel(marathon.on(nodes), node -> {
            marathon.kill(node);
            return node.node();
        });
        long end = System.nanoTime();
        assertThat(marathon.on(nodes)).allMatch(node -> marathon.state(nodes.on(node)) == ProcessState.DEAD);
        String node = nodeWithATask(before);
        cluster.sh(node, "kill -9 " + before.get(node).get(0));
        Duration most = bounds.frameworkFailover().dividedBy(2);
        throughout(
                "nothing is restarted, nothing else ends",
                most,
                () -> observer.taskProcesses().values().stream()
                                .mapToInt(List::size)
                                .sum()
                        == INSTANCES - 1);
        until(
                "the framework is removed with its tasks",
                LONG,
                () -> observer.taskProcesses().values().stream().allMatch(List::isEmpty));
        long seen = System.nanoTime();
        assertThat(Duration.ofNanos(seen - begin)).isGreaterThanOrEqualTo(bounds.frameworkFailover());
        assertThat(Duration.ofNanos(seen - end))
                .isLessThanOrEqualTo(bounds.frameworkFailover().plus(SLACK));
    }

    private static String nodeWithATask(Map<String, List<Long>> processes) {
        return processes.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task runs: " + processes));
    }
}
