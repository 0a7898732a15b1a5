package io.partita.control.testbed;

import static io.partita.control.testbed.Observer.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.mesos.RoleServers;
import io.partita.provisioning.system.testbed.TestbedSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The testbed on real nodes: installed, driven role by role, and taken away. */
@Timeout(240)
class TestbedLifecycleIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final TestbedNodes cluster = new TestbedNodes();

    @TempDir
    Path run;

    private final TestbedSystem testbed = TestbedSystem.of(Map.of("time.scale", "5", "discovery", "n5"));

    @AfterEach
    void remove() {
        testbed.remove(cluster.nodes());
    }

    private void ready() {
        testbed.install(cluster.nodes());
        testbed.start(cluster.nodes());
        testbed.awaitReady(cluster.nodes(), LONG);
    }

    private ProcessState state(RoleServers role, String node) {
        return role.state(cluster.nodes().on(node));
    }

    /** Everything that is true of one installation, because installing takes longer than looking. */
    @Test
    void servesIsLookedAtStruckRoleByRoleAndRemovedWithoutATrace() throws Exception {
        ready();
        assertThat(testbed.leaders(cluster.nodes())).hasSize(1);
        assertThat(testbed.role("marathon").leaders(cluster.nodes())).hasSize(1);
        assertThat(testbed.role("zookeeper").leaders(cluster.nodes())).hasSize(1);
        assertThat(cluster.nodes().parallel(testbed::state).values()).containsOnly(ProcessState.RUNNING);
        logsAreFound();
        startingTwiceStartsNothing();

        aCrashedMasterComesBackByItself();
        aKilledMasterStaysDeadUntilItIsStarted();
        aPausedAgentStandsStillAlone();
        aWholeNodeDiesAndIsBroughtBackByOneCommand();
        aWholeNodeStandsStillAndGoesOn();
        testbed.awaitReady(cluster.nodes(), testbed.recoveryBound());

        new Observer(cluster.nodes(), testbed).runApp("left", 5);
        testbed.remove(cluster.nodes());
        nothingIsLeft();
        testbed.remove(cluster.nodes());
    }

    private void logsAreFound() {
        List<String> logs = testbed.logFiles(cluster.nodes().on("n1"));
        assertThat(logs)
                .contains(
                        "/opt/partita/testbed/master/mesos-master.INFO",
                        "/opt/partita/testbed/agent/mesos-slave.INFO",
                        "/opt/partita/testbed/marathon/marathon.log",
                        "/opt/partita/testbed/master/daemon.log",
                        "/opt/partita/testbed/zookeeper/daemon.log");
        assertThat(testbed.logFiles(cluster.nodes().on("n4"))).noneMatch(file -> file.contains("master"));
        logs.forEach(file -> cluster.nodes().on("n1").require(Command.of("test", "-s", file)));
    }

    private void startingTwiceStartsNothing() {
        String before = javaProcesses();
        testbed.start(cluster.nodes());
        assertThat(javaProcesses()).isEqualTo(before);
    }

    private void aCrashedMasterComesBackByItself() throws Exception {
        RoleServers master = testbed.role("master");
        String pid = cluster.sh("n2", "cat /opt/partita/testbed/master/server.pid");
        master.crash(cluster.nodes().on("n2"));
        until("the supervisor has started it again", LONG, () -> state(master, "n2") == ProcessState.RUNNING);
        assertThat(cluster.sh("n2", "cat /opt/partita/testbed/master/server.pid"))
                .isNotEqualTo(pid);
        Duration delay = testbed.settings().duration("supervise.master");
        assertThat(cluster.sh("n2", "cat /opt/partita/testbed/master/daemon.log"))
                .contains("master ended with status 137, is started again in %d.%03d s"
                        .formatted(delay.toSeconds(), delay.toMillisPart()));
    }

    private void aKilledMasterStaysDeadUntilItIsStarted() throws Exception {
        RoleServers master = testbed.role("master");
        master.kill(cluster.nodes().on("n3"));
        Duration longer = testbed.settings().duration("supervise.master").multipliedBy(2);
        Observer.throughout("it stays dead", longer, () -> state(master, "n3") == ProcessState.DEAD);
        assertThat(state(testbed.role("agent"), "n3")).as("its neighbour").isEqualTo(ProcessState.RUNNING);
        master.start(cluster.nodes().on("n3"));
        until("it runs", LONG, () -> state(master, "n3") == ProcessState.RUNNING);
    }

    private void aPausedAgentStandsStillAlone() {
        RoleServers agent = testbed.role("agent");
        agent.pause(cluster.nodes().on("n4"));
        assertThat(state(agent, "n4")).isEqualTo(ProcessState.PAUSED);
        assertThat(state(testbed.role("zookeeper"), "n4")).isEqualTo(ProcessState.RUNNING);
        agent.resume(cluster.nodes().on("n4"));
        assertThat(state(agent, "n4")).isEqualTo(ProcessState.RUNNING);
    }

    private void aWholeNodeDiesAndIsBroughtBackByOneCommand() throws Exception {
        testbed.kill(cluster.nodes().on("n1"));
        assertThat(testbed.state(cluster.nodes().on("n1"))).isEqualTo(ProcessState.DEAD);
        assertThat(cluster.nodes().on("n1").run(testbed.revival("n1")).succeeded())
                .isTrue();
        for (String role : List.of("zookeeper", "master", "agent", "marathon")) {
            until(role + " runs again", LONG, () -> state(testbed.role(role), "n1") == ProcessState.RUNNING);
        }
        assertThat(cluster.sh("n1", "ls /opt/partita/testbed")).doesNotContain("discovery");
    }

    private void aWholeNodeStandsStillAndGoesOn() {
        testbed.pause(cluster.nodes().on("n2"));
        assertThat(testbed.state(cluster.nodes().on("n2"))).isEqualTo(ProcessState.PAUSED);
        assertThat(cluster.nodes().on("n2").run(testbed.revival("n2")).succeeded())
                .isTrue();
        assertThat(testbed.state(cluster.nodes().on("n2"))).isEqualTo(ProcessState.RUNNING);
    }

    private void nothingIsLeft() {
        for (String node : cluster.nodes().names()) {
            assertThat(cluster.sh(
                            node,
                            "ls -d /opt/partita/testbed 2>/dev/null; pgrep -a -x -r D,R,S,T,t 'java|sleep'; true"))
                    .as(node)
                    .isEmpty();
        }
    }

    @Test
    void readinessNamesWhoDiedForGoodAndItsLastWords() {
        TestbedSystem unsupervised = TestbedSystem.of(Map.of("time.scale", "5", "supervise.marathon", "none"));
        unsupervised.install(cluster.nodes());
        cluster.sh("n2", "echo marathon.wrong=1 >>/opt/partita/testbed/marathon/config.properties");
        unsupervised.start(cluster.nodes());
        assertThatThrownBy(() -> unsupervised.awaitReady(cluster.nodes(), LONG))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("n2: marathon: does not run; its log ends with")
                .hasMessageContaining("marathon.wrong");
    }

    @Test
    void aFirewallThatLiesIsCaughtByTheProofOfThePartition() {
        TestbedSystem lying = TestbedSystem.of(Map.of("time.scale", "5", "bugs", "B40"));
        lying.install(cluster.nodes());
        assertThat(partition(lying).provenActive()).as("with B40").isFalse();
        lying.remove(cluster.nodes());
        assertThat(cluster.sh("n1", "ls /usr/local/sbin")).isEmpty();
        assertThat(partition(lying).provenActive())
                .as("with the wrapper removed")
                .isTrue();
    }

    private FaultRecord partition(TestbedSystem system) {
        Limits limits = new Limits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));
        Environment environment = new Environment(cluster.nodes(), system, RunClock.fromNow(), limits);
        Path ledger = run.resolve(System.nanoTime() + "-" + Ledgers.FILE_NAME);
        try (DefaultNemesis nemesis = DefaultNemesis.create(environment, ledger)) {
            FaultRecord record =
                    nemesis.perform(new FaultStep(1, Duration.ZERO, FaultStep.Action.INJECT, "partition-halves", 42));
            nemesis.perform(new FaultStep(1, Duration.ZERO, FaultStep.Action.RECOVER, "partition-halves", 42));
            return record;
        }
    }

    private String javaProcesses() {
        return cluster.nodes()
                .parallel(node -> node.run(Command.of("pgrep", "-x", "-r", "D,R,S,T,t", "java"))
                        .stdout())
                .toString();
    }
}
