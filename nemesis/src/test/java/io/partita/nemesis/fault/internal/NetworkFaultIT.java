package io.partita.nemesis.fault.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FakeDaemon;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.node.TrafficControl;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the network on real nodes, as other programs see them. */
class NetworkFaultIT {

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    private static final NetworkObserver OBSERVER = new NetworkObserver(cluster);
    private static final String STATE = "for t in iptables ip6tables; do $t-save | grep -v '^#'; done"
            + " | sed 's/ \\[[0-9:]*\\]$//'; tc qdisc show; ls -d /run/partita 2>/dev/null; true";

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeAll
    static void serve() {
        OBSERVER.serve();
    }

    @AfterAll
    static void end() {
        OBSERVER.end();
    }

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
    @ValueSource(
            strings = {
                "partition n1,n2",
                "partition-minority-third",
                "partition-bridge leader",
                "partition-pair n2,n3",
                "partition-role n1,n3"
            })
    void aPartitionIsWhereItsTargetSays(String order) {
        FaultRecord active = inject(order);
        assertThat(OBSERVER.matrix(22))
                .isEqualTo(active.activeProof().get("reachable"))
                .isNotEqualTo(OBSERVER.matrix(0));
        heal(order);
        assertThat(OBSERVER.matrix(22).values())
                .allSatisfy(row -> assertThat(row.values()).containsOnly(true));
    }

    @Test
    void oneWayIsCutAndTheOtherIsNot() {
        inject("partition-one-way n1");
        assertThat(OBSERVER.arrivals("n1", "n2")).isZero();
        assertThat(OBSERVER.arrivals("n2", "n1")).isEqualTo(200);
        heal("partition-one-way n1");
        inject("partition-one-way n1 direction=in");
        assertThat(OBSERVER.arrivals("n2", "n1")).isZero();
        assertThat(OBSERVER.arrivals("n1", "n2")).isEqualTo(200);
        heal("partition-one-way n1 direction=in");
        assertThat(OBSERVER.arrivals("n2", "n1")).isEqualTo(200);
    }

    @Test
    void aDroppedPortIsDeadInBothDirectionsAndOpenOnTheNodeItself() {
        inject("drop-port n1 port=7777");
        assertThat(OBSERVER.answers("n1", address("n2"), 7777)).isFalse();
        assertThat(OBSERVER.answers("n2", address("n1"), 7777)).isFalse();
        assertThat(OBSERVER.answers("n2", address("n3"), 7777))
                .as("between others")
                .isTrue();
        assertThat(OBSERVER.answers("n1", address("n2"), 7778))
                .as("another port")
                .isTrue();
        assertThat(OBSERVER.answers("n1", address("n1"), 7777))
                .as("its own address")
                .isTrue();
        assertThat(OBSERVER.answers("n1", "127.0.0.1", 7777)).as("loopback").isTrue();
        heal("drop-port n1 port=7777");
        assertThat(OBSERVER.answers("n1", address("n2"), 7777)).isTrue();
        assertThat(OBSERVER.answers("n2", address("n1"), 7777)).isTrue();
    }

    @Test
    void ofPacketsOnAFlakyLinkAShareIsLost() {
        inject("flaky n1 share=30%");
        assertThat(OBSERVER.arrivals("n1", "n2")).isBetween(100, 180);
        assertThat(OBSERVER.arrivals("n2", "n1")).isBetween(100, 180);
        assertThat(OBSERVER.arrivals("n2", "n3")).as("between others").isEqualTo(200);
        heal("flaky n1 share=30%");
        assertThat(OBSERVER.arrivals("n1", "n2")).isEqualTo(200);
    }

    @Test
    void connectionsThatStandAreResetAndOthersAreNot() {
        assertThat(OBSERVER.onAnOldConnection("n1", "n2", () -> inject("reset n1 port=7777")))
                .isEqualTo("Connection reset by peer");
        assertThat(OBSERVER.onAnOldConnection("n2", "n3", () -> {})).isEqualTo("ok");
        assertThat(OBSERVER.transferMillis("n1", "n2", 1000)).as("another port").isNotNegative();
        heal("reset n1 port=7777");
        assertThat(OBSERVER.onAnOldConnection("n1", "n2", () -> {})).isEqualTo("ok");
    }

    @Test
    void allConnectionsOfATargetAreReset() {
        assertThat(OBSERVER.onAnOldConnection("n2", "n1", () -> inject("reset n1")))
                .isEqualTo("Connection reset by peer");
        heal("reset n1");
    }

    @Test
    void namesAreNotFoundWhileTheNameServiceIsSilent() {
        assertThat(perform(Action.INJECT, "dns n1").error()).contains("every node looks names up in /etc/hosts alone");
        cluster.sh("n2", DNS_SERVER);
        cluster.sh(
                "n1",
                "cp /etc/nsswitch.conf /run/nsswitch; cp /etc/resolv.conf /run/resolv 2>/dev/null;"
                        + " echo 'hosts: files dns' >/etc/nsswitch.conf;"
                        + " printf 'nameserver %s\\noptions timeout:1 attempts:1\\n' " + address("n2")
                        + " >/etc/resolv.conf");
        String ask = "getent ahostsv4 service.example | head -n 1 | cut -d' ' -f1";
        try {
            assertThat(cluster.sh("n1", ask)).isEqualTo("192.0.2.7");
            inject("dns n1");
            assertThat(cluster.sh("n1", ask)).isEmpty();
            assertThat(cluster.sh("n1", "getent hosts n2 | cut -d' ' -f1"))
                    .as("names in files")
                    .isEqualTo(address("n2"));
            heal("dns n1");
            assertThat(cluster.sh("n1", ask)).isEqualTo("192.0.2.7");
        } finally {
            cluster.sh(
                    "n1",
                    "mv /run/nsswitch /etc/nsswitch.conf; mv /run/resolv /etc/resolv.conf 2>/dev/null"
                            + " || rm -f /etc/resolv.conf");
            cluster.sh("n2", "kill $(cat /run/dns.pid); rm -f /run/dns.*");
        }
    }

    @Test
    void aTransferTakesAsLongAsTheRateSays() {
        assertThat(OBSERVER.transferMillis("n1", "n2", 800_000)).isLessThan(1000);
        inject("rate-limit n1 rate=400k");
        assertThat(OBSERVER.transferMillis("n1", "n2", 800_000)).isGreaterThan(1500);
        assertThat(OBSERVER.transferMillis("n2", "n3", 800_000))
                .as("between others")
                .isLessThan(1000);
        heal("rate-limit n1 rate=400k");
        assertThat(OBSERVER.transferMillis("n1", "n2", 800_000)).isLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow n1 delay=80ms", "lossy n1", "duplicate n1", "reorder n1", "corrupt n1"})
    void whatNetemDoesIsSeenOrRefusedWithTheReason(String order) {
        FaultRecord record = perform(Action.INJECT, order);
        if (record.error() != null) {
            assertThat(record.error()).contains("the kernel has no qdisc netem");
            assertThat(cluster.sh("n1", "tc qdisc add dev lo root netem limit 10 2>&1 || true"))
                    .as("it is true")
                    .contains("kind is unknown");
            return;
        }
        assertThat(record.provenActive()).as(record.toString()).isTrue();
        if (order.startsWith("slow")) {
            assertThat(OBSERVER.transferMillis("n1", "n2", 1)).isGreaterThanOrEqualTo(80);
        } else if (order.startsWith("lossy")) {
            assertThat(OBSERVER.arrivals("n1", "n2")).isBetween(100, 195);
        } else if (order.startsWith("duplicate")) {
            assertThat(OBSERVER.arrivals("n1", "n2")).isGreaterThan(205);
        }
        heal(order);
    }

    @Test
    void aQdiscOfSomebodyElseIsLeftAlone() {
        cluster.sh("n1", "tc qdisc add dev eth0 root handle 1: pfifo limit 77");
        try {
            String before = cluster.sh("n1", "tc qdisc show");
            assertThat(perform(Action.INJECT, "rate-limit n1").error())
                    .contains("n1: eth0 has the root qdisc pfifo 1: of somebody else");
            assertThat(cluster.sh("n1", "tc qdisc show")).isEqualTo(before);
            assertThat(cluster.nodes()
                            .on("n1")
                            .run(TrafficControl.prepare("rate 1mbit burst 10k", "", List.of(address("n2"))))
                            .stderr())
                    .as("the kernel refuses too")
                    .contains("NLM_F_REPLACE");
            assertThat(cluster.nodes().on("n1").run(TrafficControl.clear()).succeeded())
                    .isTrue();
            assertThat(cluster.sh("n1", "tc qdisc show")).isEqualTo(before);
        } finally {
            cluster.sh("n1", "tc qdisc del dev eth0 root");
        }
    }

    @Test
    void aQdiscOfSomebodyElseBelowOursIsNotDeletedWithIt() {
        inject("rate-limit n1 rate=400k");
        cluster.sh("n1", "tc qdisc add dev eth0 parent 7061:1 handle 9: pfifo limit 77");
        var refused = cluster.nodes().on("n1").run(TrafficControl.clear());
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.stderr()).contains("below our qdisc on eth0 hangs one of somebody else", "pfifo 9:");
        assertThat(cluster.sh("n1", "tc qdisc show dev eth0")).contains("pfifo 9: parent 7061:1");
        assertThat(OBSERVER.transferMillis("n1", "n2", 800_000))
                .as("the fault has ended all the same")
                .isLessThan(1000);
        cluster.sh("n1", "tc qdisc del dev eth0 parent 7061:1 handle 9:");
        heal("rate-limit n1 rate=400k");
    }

    @Test
    void faultsOfDifferentKindsHoldAtOnceAndForeignObjectsSurvive() {
        cluster.sh("n1", FOREIGN_RULES);
        try {
            String before = cluster.sh("n1", STATE);
            List<String> orders = List.of(
                    "flaky n1 share=25%",
                    "partition-pair n1,n2", "reset n1 port=7777", "drop-port n1 port=7778", "rate-limit n1");
            orders.forEach(this::inject);
            assertThat(OBSERVER.answers("n1", address("n2"), 22)).isFalse();
            assertThat(OBSERVER.answers("n3", address("n2"), 22)).isTrue();
            assertThat(perform(Action.INJECT, "flaky n3").error()).contains("f1 (flaky n1 share=25%) is active");

            orders.forEach(this::heal);
            assertThat(cluster.sh("n1", STATE).replaceAll("\\n/run/partita$", ""))
                    .isEqualTo(before);
        } finally {
            cluster.sh("n1", "iptables -F; iptables -X FOREIGN");
        }
    }

    @Test
    void aSweepFindsThemWithoutALedger() {
        List.of("flaky n1", "reset n1", "drop-port n1 port=7777", "rate-limit n1")
                .forEach(this::inject);
        cluster.sh("n1", "rm -rf /run/partita");
        HealReport report = Healer.sweep(cluster.nodes());
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(report.found().get("n1")).containsExactly("firewall chain", "traffic control");
        assertThat(cluster.sh("n1", STATE)).doesNotContain("PARTITA", "7061:", "/run/partita");
    }

    @Test
    void anotherProcessHealsFromTheLedger() {
        List.of("flaky n1", "partition-one-way n2", "drop-port n1 port=7777", "rate-limit n1")
                .forEach(this::inject);
        HealReport report = Healer.heal(run.resolve(Ledgers.FILE_NAME), cluster.nodes());
        assertThat(report.clean()).as(report.toString()).isTrue();
        assertThat(cluster.sh("n1", STATE)).doesNotContain("PARTITA", "7061:");
    }

    private static final String FOREIGN_RULES = """
            iptables -N FOREIGN
            iptables -A FOREIGN -p tcp --dport 9999 -j REJECT
            iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
            iptables -A INPUT -s 192.0.2.0/24 -j FOREIGN
            iptables -A OUTPUT -d 198.51.100.7 -j ACCEPT
            """;

    /** Answers every question with 192.0.2.7. */
    private static final String DNS_SERVER = """
            cat >/run/dns.pl <<'PERL'
            use IO::Socket::INET;
            my $s = IO::Socket::INET->new(LocalPort => 53, Proto => 'udp') or die $!;
            open(my $f, '>', '/run/dns.pid'); print $f $$; close $f;
            while ($s->recv(my $q, 512)) {
              my $question = substr($q, 12);
              my $end = index($question, "\\0") + 5;
              $s->send(substr($q, 0, 2) . pack('n5', 0x8180, 1, 1, 0, 0) . substr($question, 0, $end)
                . pack('nnnNnC4', 0xc00c, 1, 1, 1, 4, 192, 0, 2, 7));
            }
            PERL
            setsid perl /run/dns.pl </dev/null >/run/dns.log 2>&1 &
            i=0; while [ ! -s /run/dns.pid ] && [ $i -lt 250 ]; do sleep 0.02; i=$((i+1)); done
            """;

    private FaultRecord inject(String order) {
        FaultRecord active = perform(Action.INJECT, order);
        assertThat(active.error()).as(order).isNull();
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        return active;
    }

    private void heal(String order) {
        FaultRecord healed = perform(Action.RECOVER, order);
        assertThat(healed.error()).as(order).isNull();
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
    }

    private FaultRecord perform(Action action, String order) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, order, 42));
    }

    private static String address(String node) {
        return cluster.inventory().node(node).address();
    }
}
