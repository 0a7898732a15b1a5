package io.partita.nemesis.fault.internal.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers leave a real ensemble and come back. What servers have written to their own files says who the members are. */
class MembershipIT {

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    private static final ZooKeeperSystem ZOOKEEPER = ZooKeeperSystem.of(Map.of("tickTime", "500"));
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FILE = """
            cd /opt/partita/zookeeper/conf
            file=$(sed -n 's/^dynamicConfigFile=//p' zoo.cfg)
            sed -n 's/^server\\.\\([0-9]*\\)=.*/\\1/p' "$file" | sort | tr -d '\\n'
            """;

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeAll
    static void start() {
        ZOOKEEPER.install(cluster.nodes());
        ZOOKEEPER.start(cluster.nodes());
        ZOOKEEPER.awaitReady(cluster.nodes(), LIMIT);
    }

    @BeforeEach
    void create() {
        nemesis = nemesis(Limits.DEFAULT);
    }

    private DefaultNemesis nemesis(Limits limits) {
        return DefaultNemesis.create(
                new Environment(cluster.nodes(), ZOOKEEPER, RunClock.fromNow(), limits),
                run.resolve(Ledgers.FILE_NAME));
    }

    @AfterEach
    void close() {
        nemesis.close();
        ZOOKEEPER.awaitReady(cluster.nodes(), LIMIT);
    }

    @Test
    void aFollowerLeavesAndComesBack() {
        String follower = cluster.nodes().names().stream()
                .filter(node -> !ZOOKEEPER.leaders(cluster.nodes()).contains(node))
                .findFirst()
                .orElseThrow();
        leavesAndComesBack("reconfigure " + follower, follower);
    }

    @Test
    void theLeaderLeavesAndComesBack() {
        leavesAndComesBack(
                "reconfigure leader", ZOOKEEPER.leaders(cluster.nodes()).get(0));
    }

    private void leavesAndComesBack(String fault, String node) {
        String id = node.substring(1);
        FaultRecord active = perform(Action.INJECT, fault);
        assertThat(active.error()).isNull();
        assertThat(active.targets()).containsExactly(node);
        assertThat(active.provenActive()).isTrue();
        cluster.nodes().names().forEach(other -> awaitMembers(other, "123".replace(id, "")));

        FaultRecord healed = perform(Action.RECOVER, fault);
        assertThat(healed.error()).isNull();
        assertThat(healed.provenHealed()).isTrue();
        cluster.nodes().names().forEach(other -> awaitMembers(other, "123"));
    }

    @Test
    void itIsHealedFromTheLedgerAloneAndASecondTimeChangesNothing() {
        perform(Action.INJECT, "reconfigure n2");
        awaitMembers("n1", "13");
        Path ledger = run.resolve(Ledgers.FILE_NAME);
        var inverse = Ledgers.open(ledger).get(0).inverses().get(1);
        assertThat(inverse.node()).isEqualTo("n2");
        assertThat(cluster.nodes().on("n2").run(inverse.check()).exitStatus()).isEqualTo(1);

        assertThat(Healer.heal(ledger, cluster.nodes()).clean()).isTrue();

        awaitMembers("n2", "123");
        String file = cluster.sh("n2", "sed -n 's/^dynamicConfigFile=//p' /opt/partita/zookeeper/conf/zoo.cfg");
        assertThat(cluster.nodes().on("n2").run(inverse.undo()).succeeded()).isTrue();
        assertThat(cluster.nodes().on("n2").run(inverse.check()).succeeded()).isTrue();
        assertThat(cluster.sh("n2", "sed -n 's/^dynamicConfigFile=//p' /opt/partita/zookeeper/conf/zoo.cfg"))
                .isEqualTo(file);
    }

    @Test
    void theNodesPutItBackWhenNobodyComes() {
        nemesis.close();
        // The heartbeat never comes in time, as if the control node were dead.
        nemesis = nemesis(new Limits(
                Limits.DEFAULT.active(),
                Limits.DEFAULT.recovered(),
                Limits.DEFAULT.poll(),
                Duration.ofSeconds(4),
                Duration.ofSeconds(2)));
        perform(Action.INJECT, "reconfigure n3");
        cluster.nodes()
                .names()
                .forEach(node -> cluster.nodes()
                        .on(node)
                        .require(Command.script("rm -f /run/partita/heartbeat; mkdir /run/partita/heartbeat")));
        cluster.nodes().names().forEach(node -> awaitMembers(node, "123"));
    }

    private static void awaitMembers(String node, String ids) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!cluster.sh(node, FILE).equals(ids) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        assertThat(cluster.sh(node, FILE)).as("members in the file of %s", node).isEqualTo(ids);
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 3));
    }
}
