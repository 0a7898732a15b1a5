package io.partita.control.testbed;

import static io.partita.control.testbed.Observer.throughout;
import static io.partita.control.testbed.Observer.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.testbed.TestbedSystem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The faults that know masters, Marathons and agents, made on the testbed. What they do is seen from outside: who answers
 * on which port, which tasks run, what the supervisor wrote; never by what proves them.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerFaultsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String APP = "web";
    private static final int INSTANCES = 5;
    private static final List<String> SERVERS = List.of("n1", "n2", "n3");
    /** The status of a question that nobody answered in time, and of one that nobody was there to hear. */
    private static final String SILENT = "silent";

    private static final String REFUSED = "refused";

    @RegisterExtension
    static final TestbedNodes cluster = new TestbedNodes();

    @TempDir
    Path run;

    private static TestbedSystem testbed;
    private static Nodes nodes;
    private static Observer observer;

    private DefaultNemesis nemesis;

    @BeforeAll
    static void serve() throws Exception {
        nodes = cluster.nodes();
        testbed = TestbedSystem.of(Map.of(
                        "time.scale", "5",
                        "ping.timeout", "8s",
                        "supervise.master", "5s",
                        "supervise.marathon", "5s",
                        "marathon.revive.interval", "5s",
                        "marathon.tasks.per.offer", "1"))
                .with(new Layout(Map.of(
                        Role.ZOOKEEPER, SERVERS,
                        Role.MASTER, SERVERS,
                        Role.AGENT, nodes.names(),
                        Role.MARATHON, SERVERS)));
        observer = new Observer(nodes, testbed);
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
    void everythingServes() {
        testbed.awaitReady(nodes, testbed.recoveryBound());
        nemesis = DefaultNemesis.create(
                Environment.of(nodes, testbed, RunClock.fromNow()), run.resolve(Ledgers.FILE_NAME));
    }

    @AfterEach
    void heal() {
        nemesis.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"partition-random-node", "partition-agent", "partition-marathon-leader"})
    void oneNodeIsCutOffFromAllOthers(String fault) {
        List<String> leading = testbed.role(Role.MARATHON).leaders(nodes);
        FaultRecord active = inject(fault);
        String alone = active.description().split(" \\| ")[0];
        List<String> others =
                nodes.names().stream().filter(node -> !node.equals(alone)).toList();
        assertThat(nodes.parallel(others, other -> reaches(other.node(), alone)).values())
                .as(others + " to " + alone)
                .containsOnly(false);
        assertThat(nodes.parallel(others, other -> reaches(other.node(), next(other.node(), others)))
                        .values())
                .as("the others to each other")
                .containsOnly(true);
        switch (fault) {
            case "partition-marathon-leader" -> assertThat(leading).containsExactly(alone);
            case "partition-agent" -> assertThat(SERVERS).doesNotContain(alone);
            default -> assertThat(nodes.names()).contains(alone);
        }
        recover(fault);
        assertThat(reaches(alone, others.get(0))).isTrue();
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "kill-marathon-leader, MARATHON, 1",
        "kill-marathons, MARATHON, 3",
        "kill-master-leader, MASTER, 1",
        "kill-masters, MASTER, 2",
        "kill-zookeeper, ZOOKEEPER, 2",
        "kill-agent, AGENT, 1",
        "agent-restart, AGENT, 1",
        "stop leader(marathon), MARATHON, 1",
        "stop n5 of=agent, AGENT, 1",
    })
    void killedServersRefuseConnectionsUntilTheyAreBackAndTheirTasksLiveOn(String fault, Role role, int count)
            throws Exception {
        Map<String, List<Long>> tasks = observer.taskProcesses();
        List<String> leading =
                role == Role.AGENT ? List.of() : testbed.role(role).leaders(nodes);
        FaultRecord active = inject(fault);
        assertThat(active.targets()).hasSize(count);
        if (fault.endsWith("-leader")) {
            assertThat(active.targets()).isEqualTo(leading);
        }
        for (String node : testbed.role(role).on(nodes)) {
            assertThat(answer(node, role).equals(REFUSED))
                    .as(fault + " on " + active.targets() + " seen on " + node)
                    .isEqualTo(active.targets().contains(node));
        }
        recover(fault);
        for (String node : active.targets()) {
            until(
                    role + " on " + node + " is back",
                    LONG,
                    () -> !answer(node, role).equals(REFUSED));
        }
        assertThat(observer.taskProcesses()).isEqualTo(tasks);
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({
        "pause-marathon-leader, MARATHON",
        "pause-master-leader, MASTER",
        "freeze leader(marathon), MARATHON",
        "freeze leader(master), MASTER"
    })
    void aPausedLeaderIsConnectedToAndDoesNotAnswer(String fault, Role role) throws Exception {
        List<String> leading = testbed.role(role).leaders(nodes);
        FaultRecord active = inject(fault);
        assertThat(active.targets()).isEqualTo(leading);
        String node = leading.get(0);
        assertThat(answer(node, role)).isEqualTo(SILENT);
        recover(fault);
        until("it answers", LONG, () -> answer(node, role).startsWith("HTTP"));
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({"crash-marathon-leader, MARATHON", "crash-master-leader, MASTER"})
    void aCrashedLeaderIsStartedAgainByItsSupervisor(String fault, Role role) throws Exception {
        String leader = testbed.role(role).leaders(nodes).get(0);
        String log = "/opt/partita/testbed/" + role.label() + "/daemon.log";
        String ends = "grep -c ' ended with status 137, is started again' " + log + " || true";
        String starts = "grep -c ' runs as process ' " + log;
        int endsBefore = Integer.parseInt(cluster.sh(leader, ends));
        int startsBefore = Integer.parseInt(cluster.sh(leader, starts));
        assertThat(inject(fault).targets()).containsExactly(leader);
        until("the supervisor has noticed", LONG, () -> Integer.parseInt(cluster.sh(leader, ends)) == endsBefore + 1);
        until("and started it", LONG, () -> Integer.parseInt(cluster.sh(leader, starts)) == startsBefore + 1);
        recover(fault);
        assertThat(Integer.parseInt(cluster.sh(leader, starts)))
                .as("what runs again is not started once more")
                .isEqualTo(startsBefore + 1);
    }

    @Test
    @Order(5)
    void aServerWhoseSupervisorTakesItsTimeIsStartedToRecover() throws Exception {
        FaultRecord active = inject("crash-marathon-leader");
        String node = active.targets().get(0);
        assertThat(answer(node, Role.MARATHON)).isEqualTo(REFUSED);
        recover("crash-marathon-leader");
        until("it answers", LONG, () -> answer(node, Role.MARATHON).startsWith("HTTP"));
    }

    @Test
    @Order(6)
    void aShortCutOfAnAgentIsHarmless() throws Exception {
        MesosBounds.Window loss = testbed.bounds().agentLossWindow();
        Duration time = duration("agent-blip");
        assertThat(time).isLessThan(loss.earliest());
        Map<String, List<Long>> tasks = observer.taskProcesses();
        long begin = System.nanoTime();
        String node = inject("agent-blip").description().split(" ")[0];
        throughout("it is not lost", time.minus(since(begin)), () -> !observer.isLost(node));
        recover("agent-blip");
        Duration cut = since(begin);
        assumeTrue(
                cut.compareTo(loss.earliest()) < 0,
                () -> "this machine was too busy to end the cut in time: it lasted " + cut);
        throughout("nor would it have been, had it lasted", loss.latest().minus(cut), () -> !observer.isLost(node));
        assertThat(observer.taskProcesses()).isEqualTo(tasks);
    }

    @Test
    @Order(7)
    void aLongCutOfAnAgentCostsItsTasksWhichRunElsewhereBeforeItEnds() throws Exception {
        Duration time = duration("agent-loss");
        String node = inject("agent-loss").description().split(" ")[0];
        until("it is lost", time, () -> observer.isLost(node));
        until("its task runs elsewhere", time, () -> tasksBeside(node) == INSTANCES);
        recover("agent-loss");
        until("it is back", LONG, () -> observer.activeAgents().contains(node));
    }

    @Test
    @Order(8)
    void nothingRunsOnACrashedNode() throws Exception {
        FaultRecord active = inject("node-crash");
        String node = active.targets().get(0);
        assertThat(active.targets()).hasSize(1);
        assertThat(testbed.layout(nodes).of(node))
                .allSatisfy(
                        role -> assertThat(answer(node, role)).as(role.label()).isEqualTo(REFUSED));
        assertThat(observer.taskProcesses().get(node)).isEmpty();
        recover("node-crash");
        until("it is back", LONG, () -> answer(node, Role.AGENT).startsWith("HTTP"));
    }

    @Test
    @Order(9)
    void theTasksOfAMachineThatIsDownForMaintenanceRunElsewhereUntilItIsUpAgain() throws Exception {
        String node = inject("maintenance n5").targets().get(0);
        until("its agent is turned away", LONG, () -> !observer.activeAgents().contains(node));
        until(
                "its tasks have ended",
                LONG,
                () -> observer.taskProcesses().get(node).isEmpty());
        until("and run elsewhere", LONG, () -> tasksBeside(node) == INSTANCES);
        recover("maintenance n5");
        until("it is back", LONG, () -> observer.activeAgents().contains(node));
        assertThat(observer.get(observer.masterLeader(), 5050, "/maintenance/schedule")
                        .path("windows"))
                .as("nothing is planned any more")
                .isEmpty();
    }

    private static Duration duration(String fault) {
        return FaultCatalog.load(ServerFaultsIT.class.getClassLoader())
                .get(fault)
                .lasts(testbed)
                .orElseThrow();
    }

    private FaultRecord inject(String fault) {
        FaultRecord record = nemesis.perform(new FaultStep(1, Duration.ZERO, Action.INJECT, fault, 42));
        assertThat(record.provenActive()).as(record.toString()).isTrue();
        return record;
    }

    private void recover(String fault) {
        FaultRecord record = nemesis.perform(new FaultStep(2, Duration.ZERO, Action.RECOVER, fault, 42));
        assertThat(record.provenHealed()).as(record.toString()).isTrue();
        assertThat(record.error()).isNull();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String next(String node, List<String> among) {
        return among.get((among.indexOf(node) + 1) % among.size());
    }

    private static int tasksBeside(String node) {
        return observer.taskProcesses().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(node))
                .mapToInt(entry -> entry.getValue().size())
                .sum();
    }

    /** Whether the agent's port of a node is reached from another node; every node has an agent. */
    private static boolean reaches(String from, String to) {
        String script = "use IO::Socket::INET; exit(defined(IO::Socket::INET->new("
                + "PeerAddr => $ARGV[0], PeerPort => 5051, Timeout => 1)) ? 0 : 1)";
        return nodes.on(from)
                .run(Command.of("perl", "-e", script, nodes.inventory().node(to).address()))
                .succeeded();
    }

    /** The first line that a server answers, or that there is none. ZooKeeper answers nothing to HTTP but hangs up. */
    private static String answer(String node, Role role) throws IOException {
        var address = new InetSocketAddress(nodes.inventory().node(node).address(), testbed.port(role));
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(address, 1000);
            socket.getOutputStream().write("GET /health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] begin = socket.getInputStream().readNBytes(4);
            return new String(begin, StandardCharsets.US_ASCII);
        } catch (ConnectException e) {
            return REFUSED;
        } catch (IOException e) {
            return SILENT;
        }
    }
}
