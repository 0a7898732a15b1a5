package io.partita.nemesis.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.node.DeadMan;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.FirewallReading;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.target.Groups;
import io.partita.nemesis.target.Partitions.Shape;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Remote;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every way of switching the network by hand, on real nodes, seen by a program that is not the proof's. */
class NetworkByHandIT {

    private static final List<String> ALL = List.of("n1", "n2", "n3", "n4");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(ALL.size());

    @TempDir
    Path directory;

    @AfterEach
    void clean() {
        Healer.sweep(cluster.nodes());
    }

    private Path ledger() {
        return directory.resolve(Ledgers.FILE_NAME);
    }

    private NetworkByHand network() {
        return new NetworkByHand(cluster.nodes(), ledger(), () -> "it" + NUMBER.incrementAndGet(), RunClock.fromNow());
    }

    private void become(Shape shape) {
        NetworkByHand.Outcome outcome = network().become(shape, Optional.empty());
        assertThat(outcome.proof().missing()).isEmpty();
        assertThat(outcome.declared()).isEqualTo(shape.words());
    }

    private static Shape isolate(String... nodes) {
        return Groups.isolate(ALL, List.of(nodes));
    }

    /** Whom each node sees, itself included, asked of perl. */
    private static Map<String, String> seen() {
        String script = """
                for other; do
                  perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(
                    PeerAddr => $ARGV[0], PeerPort => 22, Timeout => 0.7)' "${other#*=}" && echo "${other%%=*}" &
                done
                wait
                """;
        String[] others = cluster.inventory().nodes().stream()
                .map(node -> node.name() + "=" + node.address())
                .toArray(String[]::new);
        return cluster.nodes()
                .parallel(node -> node.require(Command.script(script, others))
                        .stdout()
                        .lines()
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    private static Map<String, String> rules() {
        return cluster.nodes()
                .parallel(node -> node.require(Command.script(
                                "{ " + TestCluster.SAVE_ALL + "} | grep -v '^#' | sed 's/\\[[0-9:]*\\]//'"))
                        .stdout());
    }

    private static List<String> ours() {
        return rules().values().stream()
                .flatMap(String::lines)
                .filter(line -> line.contains("PARTITA"))
                .toList();
    }

    @Test
    void disjointGroupsSeeNothingOfEachOther() {
        become(Groups.disjoint(ALL, List.of(List.of("n1", "n4"), List.of("n2", "n3"))));
        assertThat(seen()).isEqualTo(Map.of("n1", "n1 n4", "n2", "n2 n3", "n3", "n2 n3", "n4", "n1 n4"));
    }

    @Test
    void aNodeInTwoGroupsSeesBothAndTheUnlistedIsAlone() {
        become(Groups.split(ALL, List.of(List.of("n1", "n2"), List.of("n2", "n3"))));
        assertThat(seen()).isEqualTo(Map.of("n1", "n1 n2", "n2", "n1 n2 n3", "n3", "n2 n3", "n4", "n4"));
    }

    @Test
    void isolatedNodesKeepTheirOwnAddressAndLoopbackAndNothingElse() {
        become(isolate("n1", "n2"));
        assertThat(seen()).isEqualTo(Map.of("n1", "n1", "n2", "n2", "n3", "n3 n4", "n4", "n3 n4"));
        assertThat(cluster.sh("n1", "bash -c 'exec 3<>/dev/tcp/127.0.0.1/22' && echo open"))
                .isEqualTo("open");
    }

    @Test
    void theLastCommandAloneDecidesAndTheSameTwiceChangesNothing() {
        become(isolate("n3"));
        become(Groups.disjoint(ALL, List.of(List.of("n1", "n2"), List.of("n3", "n4"))));
        Map<String, String> once = rules();
        become(Groups.disjoint(ALL, List.of(List.of("n1", "n2"), List.of("n3", "n4"))));
        assertThat(rules()).isEqualTo(once);
        assertThat(seen().get("n3")).isEqualTo("n3 n4");
        assertThat(NetworkByHand.open(ledger())).containsExactly("n1,n2 | n3,n4");
    }

    @Test
    void aFullMeshLeavesNothingAndCanBeAskedForTwice() {
        Map<String, String> before = rules();
        become(isolate("n1"));
        for (int i = 0; i < 2; i++) {
            assertThat(network().mend().proof().missing()).isEmpty();
            assertThat(ours()).isEmpty();
            assertThat(NetworkByHand.open(ledger())).isEmpty();
        }
        assertThat(rules().keySet()).isEqualTo(before.keySet());
        assertThat(seen().values()).containsOnly(String.join(" ", ALL));
    }

    @Test
    void foreignRulesStayAsTheyAre() {
        cluster.sh("n1", """
                set -e
                for t in iptables $(command -v iptables-legacy); do
                  $t -N FOREIGN; $t -A INPUT -s 192.0.2.0/24 -j FOREIGN; $t -A FOREIGN -p udp -j DROP
                done
                """);
        try {
            String before = rules().get("n1");
            become(isolate("n1"));
            assertThat(rules().get("n1").lines().filter(line -> !line.contains("PARTITA")))
                    .containsExactlyElementsOf(before.lines().toList());
            network().mend();
            assertThat(rules().get("n1")).isEqualTo(before);
        } finally {
            cluster.sh("n1", "for t in iptables iptables-legacy; do $t -F; $t -X FOREIGN; done 2>/dev/null; true");
        }
    }

    @Test
    void theRuleOfACommandHoldsUntilTheNextCommand() {
        become(isolate("n4"));
        String n2 = cluster.inventory().node("n2").address();
        CommandResult ran = network().run("n1", List.of("iptables", "-A", "PARTITA", "-s", n2, "-j", "DROP"));
        assertThat(ran.succeeded()).as(ran.stderr()).isTrue();
        assertThat(seen().get("n1")).isEqualTo("n1 n3");
        assertThat(NetworkByHand.open(ledger())).hasSize(2);

        become(isolate("n4"));
        assertThat(seen().get("n1")).isEqualTo("n1 n2 n3");
        assertThat(NetworkByHand.open(ledger())).hasSize(1);
    }

    @Test
    void aCommandOnAWholeNetworkFindsTheChainAndItsFailureIsTold() {
        CommandResult ran = network().run("n1", List.of("sh", "-c", "iptables -S PARTITA; echo told >&2; exit 3"));
        assertThat(ran.exitStatus()).isEqualTo(3);
        assertThat(ran.stdout()).startsWith("-N PARTITA");
        assertThat(ran.stderr()).contains("told");
        assertThat(network().mend().proof().missing()).isEmpty();
        assertThat(cluster.sh("n1", "ls -d /run/partita 2>/dev/null; true")).isEmpty();
    }

    @Test
    void theLedgerAloneHealsIt() {
        become(isolate("n1"));
        network().run("n2", List.of("iptables", "-A", "PARTITA", "-p", "udp", "-j", "DROP"));
        HealReport report = Healer.heal(ledger(), cluster.nodes());
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(ours()).isEmpty();
        assertThat(NetworkByHand.open(ledger())).isEmpty();
    }

    @Test
    void theNodesEndItByThemselvesWhenItsTimeIsUpHoweverLoudTheControlNode() {
        network().become(isolate("n1"), Optional.of(Duration.ofSeconds(2)));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!ours().isEmpty() && System.nanoTime() < deadline) {
            cluster.nodes().parallel(node -> node.runFast(DeadMan.heartbeat()));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(ours()).isEmpty();
    }

    @Test
    void theTimeOfAFormerCommandEndsWithIt() {
        network().become(isolate("n1"), Optional.of(Duration.ofSeconds(600)));
        become(isolate("n2"));
        assertThat(cluster.sh("n1", "ls -d /run/partita 2>/dev/null; true")).isEmpty();
    }

    @Test
    void aNodeHoldsOneOfTwoRacingSwitchesWholeAtEveryInstant() throws InterruptedException {
        Map<String, List<String>> addresses = NodeFacts.addresses(cluster.inventory(), NodeFacts.read(cluster.nodes()));
        String control = cluster.inventory().controlAddress();
        Command one = Firewall.switchTo(isolate("n1").cut(), "n1", addresses, control);
        Command other = Firewall.switchTo(isolate("n4").cut(), "n1", addresses, control);
        Remote node = cluster.nodes().on("n1");
        node.require(one);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var racers = Stream.of(one, other)
                .map(command -> new Thread(() -> {
                    for (int i = 0; i < 25; i++) {
                        node.require(command);
                    }
                }))
                .toList();
        racers.forEach(racer -> {
            racer.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            racer.start();
        });
        var drops = new HashSet<Long>();
        while (racers.stream().anyMatch(Thread::isAlive)) {
            String rules = node.requireFast(Firewall.show()).stdout();
            drops.add(rules.lines().filter(line -> line.endsWith("-j DROP")).count());
            assertThat(FirewallReading.parse(rules).jumpFirst()).isTrue();
        }
        assertThat(failures).isEmpty();
        assertThat(drops).as("n1 drops three others or one").containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void whatARunLeftIsNotReplaced() {
        cluster.nodes().on("n2").require(DeadMan.arm("abc-f1", Firewall.clear(), Duration.ofSeconds(60)));
        assertThatThrownBy(() -> become(isolate("n1")))
                .isInstanceOf(FaultException.class)
                .hasMessage("a run has left the fault abc-f1 on n2; end it first: control heal --all");
        assertThat(ours()).isEmpty();
    }
}
