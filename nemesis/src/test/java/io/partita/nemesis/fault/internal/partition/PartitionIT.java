package io.partita.nemesis.fault.internal.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FakeDaemon;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.proof.PartitionProof;
import io.partita.nemesis.proof.Proof;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.nemesis.target.Cut;
import io.partita.provisioning.remote.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions of real nodes with real firewalls. */
class PartitionIT {

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(5);

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        var environment = new Environment(cluster.nodes(), new FakeDaemon("n3"), RunClock.fromNow(), Limits.DEFAULT);
        nemesis = DefaultNemesis.create(environment, run.resolve(Ledgers.FILE_NAME));
    }

    @AfterEach
    void close() {
        nemesis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition-majorities", "partition-majority", "partition-halves", "partition-leader"})
    void everyKindIsProvenActiveAndProvenHealed(String kind) {
        FaultRecord active = nemesis.perform(step(Action.INJECT, kind));
        assertThat(active.error()).isNull();
        assertThat(active.provenActive()).isTrue();
        assertThat(independentlyReachable())
                .as("seen by another program")
                .isEqualTo(active.activeProof().get("reachable"));

        FaultRecord healed = nemesis.perform(step(Action.RECOVER, kind));
        assertThat(healed.error()).isNull();
        assertThat(healed.provenHealed()).isTrue();
        assertThat(healed.healedAtMs()).isGreaterThanOrEqualTo(healed.activeAtMs());
        assertThat(Ledgers.open(run.resolve(Ledgers.FILE_NAME))).isEmpty();
        assertNothingOfOursIsLeft();
    }

    @Test
    void theLeaderIsAloneAgainstTheRest() {
        FaultRecord active = nemesis.perform(step(Action.INJECT, "partition-leader"));
        assertThat(active.description()).isEqualTo("n3 | n1,n2,n4,n5");
        assertThat(cluster.nodes().on("n3").run(Command.of("true")).succeeded()).isTrue();
    }

    @Test
    void foreignRulesSurviveByteForByte() {
        String rules = """
                set -e
                for legacy in '' -legacy; do
                  command -v iptables$legacy >/dev/null || continue
                  iptables$legacy -N FOREIGN
                  iptables$legacy -A FOREIGN -p tcp --dport 9999 -j REJECT
                  iptables$legacy -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
                  iptables$legacy -A INPUT -s 192.0.2.0/24 -j FOREIGN
                  iptables$legacy -A OUTPUT -d 198.51.100.7 -j ACCEPT
                  iptables$legacy -t nat -A POSTROUTING -s 203.0.113.0/24 -j MASQUERADE
                done
                """;
        String save = "{ " + TestCluster.SAVE_ALL + "} | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'";
        cluster.sh("n1", rules);
        try {
            String before = cluster.sh("n1", save);
            assertThat(nemesis.perform(step(Action.INJECT, "partition-majorities"))
                            .provenActive())
                    .as("ahead of the rule that accepts what is established")
                    .isTrue();
            String during = cluster.sh("n1", save);
            nemesis.perform(step(Action.RECOVER, "partition-majorities"));

            assertThat(cluster.sh("n1", save)).isEqualTo(before);
            assertThat(during.lines().filter(line -> !line.contains(Firewall.CHAIN)))
                    .containsExactlyElementsOf(before.lines().toList());
        } finally {
            cluster.sh(
                    "n1",
                    "for t in iptables iptables-legacy; do $t -F; $t -t nat -F; $t -X FOREIGN; done 2>/dev/null; true");
        }
    }

    @Test
    void aChainInTheOtherPacketFilterIsSeenAndRemoved() {
        cluster.sh("n2", "iptables-nft -N PARTITA && iptables-nft -I INPUT -j PARTITA");
        Supplier<Proof> healed =
                PartitionProof.healedAgain(cluster.nodes(), cluster.nodes().names());
        assertThat(measuredUntil(proof -> proof.missing().equals("our chain is still on n2"), healed)
                        .missing())
                .isEqualTo("our chain is still on n2");
        assertThat(cluster.nodes().on("n2").run(Firewall.check()).succeeded()).isFalse();

        assertThat(nemesis.perform(step(Action.INJECT, "partition-halves")).provenActive())
                .isTrue();
        nemesis.perform(step(Action.RECOVER, "partition-halves"));
        assertNothingOfOursIsLeft();
    }

    @Test
    void theChainsOfOtherFaultsAreLeftAlone() {
        cluster.sh("n1", TestCluster.OUR_IPTABLES + " -N PARTITA-OTHER");
        try {
            switchAll(new Cut(Set.of(new Cut.Link("n2", "n1"))), addresses());
            cluster.nodes().parallel(node -> node.requireFast(Firewall.clear()));
            assertThat(cluster.nodes().on("n1").run(Firewall.check()).succeeded())
                    .isTrue();
            assertThat(cluster.sh("n1", TestCluster.OUR_IPTABLES + " -S PARTITA-OTHER"))
                    .isEqualTo("-N PARTITA-OTHER");
        } finally {
            cluster.sh("n1", TestCluster.OUR_IPTABLES + " -X PARTITA-OTHER");
        }
    }

    @Test
    void theResultDependsOnTheLastCommandOnly() {
        Map<String, List<String>> addresses = addresses();
        Cut first = new Cut(Set.of(new Cut.Link("n1", "n2"), new Cut.Link("n2", "n1")));
        Cut last = new Cut(Set.of(new Cut.Link("n4", "n2"), new Cut.Link("n2", "n4")));
        switchAll(first, addresses);
        switchAll(first, addresses);
        switchAll(last, addresses);
        assertProven(last, addresses);
        assertThat(cluster.sh("n2", "{ " + TestCluster.SAVE_ALL + "} | grep -c -e '-A INPUT -j PARTITA'"))
                .isEqualTo("1");
    }

    @Test
    void aCutInOneDirectionIsToldFromTheOther() {
        Map<String, List<String>> addresses = addresses();
        Cut oneWay = new Cut(Set.of(new Cut.Link("n1", "n2")));
        Cut otherWay = new Cut(Set.of(new Cut.Link("n2", "n1")));
        switchAll(oneWay, addresses);
        assertProven(oneWay, addresses);
        assertThat(PartitionProof.active(cluster.nodes(), otherWay, addresses).missing())
                .contains("n1 has dropped no packet of n2");
    }

    @Test
    void theProofFailsWhenARuleIsRemovedBehindOurBack() {
        Map<String, List<String>> addresses = addresses();
        Cut cut = new Cut(Set.of(new Cut.Link("n1", "n2"), new Cut.Link("n2", "n1")));
        switchAll(cut, addresses);
        assertProven(cut, addresses);

        cluster.sh("n1", TestCluster.OUR_IPTABLES + " -w 5 -F PARTITA");
        cluster.sh("n2", TestCluster.OUR_IPTABLES + " -w 5 -D INPUT -j PARTITA");
        Proof proof = measuredUntil(
                each -> each.missing().contains("n1 still reaches n2")
                        && each.missing().contains("n2 still reaches n1"),
                PartitionProof.activeAgain(cluster.nodes(), cut, addresses));
        assertThat(proof.holds()).isFalse();
        assertThat(proof.missing())
                .contains("n1 still reaches n2", "n2 still reaches n1", "not the first rule of INPUT on n2");
    }

    @Test
    void theHealedProofFailsWhileAnyNodeIsStillCutOff() {
        Map<String, List<String>> addresses = addresses();
        Cut cut = new Cut(Set.of(new Cut.Link("n5", "n4")));
        switchAll(cut, addresses);
        Proof proof = PartitionProof.healed(cluster.nodes(), cluster.nodes().names());
        assertThat(proof.missing()).contains("our chain is still on n4", "n5 does not reach n4");
    }

    @Test
    void aSecondNetworkFaultIsRefusedWhileOneIsActive() {
        nemesis.perform(step(Action.INJECT, "partition-halves"));
        FaultRecord second = nemesis.perform(step(Action.INJECT, "partition-majorities"));
        assertThat(second.error()).contains("f1 (partition-halves) is active");
        assertThat(second.provenActive()).isFalse();
    }

    @Test
    void addressesOfBothFamiliesAreCut() {
        for (String node : List.of("n1", "n2")) {
            cluster.sh(node, "ip -6 addr add fd00:aa::" + node.substring(1) + "/64 dev eth0 nodad");
        }
        String probe = "timeout 1 bash -c 'exec 3<>/dev/tcp/fd00:aa::1/22' && echo reached || echo silent";
        // Who has an address must be found out first, and a busy node takes its time.
        String patient = "for attempt in $(seq 20); do r=$(" + probe + "); [ $r = silent ] || break; done; echo $r";
        try {
            assertThat(cluster.sh("n2", patient)).isEqualTo("reached");
            Map<String, List<String>> addresses = addresses();
            switchAll(new Cut(Set.of(new Cut.Link("n1", "n2"), new Cut.Link("n2", "n1"))), addresses);
            assertThat(cluster.sh("n2", probe)).isEqualTo("silent");

            cluster.nodes().parallel(node -> node.requireFast(Firewall.clear()));
            assertThat(cluster.sh("n2", patient)).isEqualTo("reached");
            assertNothingOfOursIsLeft();
        } finally {
            for (String node : List.of("n1", "n2")) {
                cluster.sh(node, "ip -6 addr del fd00:aa::" + node.substring(1) + "/64 dev eth0");
            }
        }
    }

    private static FaultStep step(Action action, String fault) {
        return new FaultStep(1, Duration.ZERO, action, fault, 42);
    }

    private static void assertProven(Cut cut, Map<String, List<String>> addresses) {
        assertThat(measuredUntil(Proof::holds, PartitionProof.activeAgain(cluster.nodes(), cut, addresses))
                        .missing())
                .isEmpty();
    }

    /**
     * The first measurement that is {@code wanted}, else the last one of ten seconds. On a busy machine a node may be too slow to
     * answer a single attempt, which says nothing about its firewall.
     */
    private static Proof measuredUntil(Predicate<Proof> wanted, Supplier<Proof> measure) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Proof proof = measure.get();
        while (!wanted.test(proof) && System.nanoTime() < deadline) {
            proof = measure.get();
        }
        return proof;
    }

    private static Map<String, List<String>> addresses() {
        return NodeFacts.addresses(cluster.inventory(), NodeFacts.read(cluster.nodes()));
    }

    private static void switchAll(Cut cut, Map<String, List<String>> addresses) {
        cluster.nodes()
                .parallel(node -> node.requireFast(Firewall.switchTo(
                        cut, node.node(), addresses, cluster.inventory().controlAddress())));
    }

    /** Fetches SSH banners with a program of its own, perl instead of bash. */
    private static Map<String, Map<String, Boolean>> independentlyReachable() {
        String script = "use IO::Socket::INET; print defined(IO::Socket::INET->new("
                + "PeerAddr => $ARGV[0], PeerPort => 22, Timeout => 1)) ? 1 : 0";
        return cluster.nodes()
                .parallel(node -> cluster.inventory().nodes().stream()
                        .filter(other -> !other.name().equals(node.node()))
                        .collect(Collectors.toMap(
                                other -> other.name(),
                                other -> node.require(Command.of("perl", "-e", script, other.address()))
                                        .stdout()
                                        .equals("1"))));
    }

    private static void assertNothingOfOursIsLeft() {
        cluster.nodes()
                .names()
                .forEach(node -> assertThat(cluster.sh(
                                node, "{ " + TestCluster.SAVE_ALL + "} | grep PARTITA; ls -d /run/partita; true"))
                        .as(node)
                        .isEmpty());
    }
}
