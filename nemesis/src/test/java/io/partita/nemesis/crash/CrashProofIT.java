package io.partita.nemesis.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.TestCluster;
import io.partita.nemesis.crash.CrashProof.Healing;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Control processes that make faults of every kind in the catalogue die by SIGKILL anywhere in what they do. Whoever comes
 * then, another process or nobody, the nodes are as they were, and so is everything on them that is somebody else's.
 */
class CrashProofIT {

    private static final String MESS = """
            iptables -A OUTPUT -p tcp --dport 99 -j DROP
            iptables -D FOREIGN -p tcp --dport 9 -j REJECT
            ip6tables-legacy -N LEFT
            tc qdisc replace dev foreign1 root tbf rate 2mbit burst 32kbit latency 400ms
            mkdir -p /run/left
            sleep 1000 </dev/null >/dev/null 2>&1 &
            # Stopped any earlier it would keep this session open.
            until grep -qz '^sleep' "/proc/$!/cmdline"; do :; done; kill -s STOP $!
            LD_PRELOAD=/left.so sleep 2000 </dev/null >/dev/null 2>&1 &
            echo changed >>/srv/foreign/file
            echo '10.9.9.9 left' >>/etc/hosts
            head -c 5000000 /dev/zero >/var/tmp/left
            ip route add 10.9.9.9/32 dev foreign0
            """;
    private static final String TIDY_UP = """
            iptables -D OUTPUT -p tcp --dport 99 -j DROP
            iptables -A FOREIGN -p tcp --dport 9 -j REJECT
            ip6tables-legacy -X LEFT
            tc qdisc del dev foreign1 root
            rmdir /run/left
            for process in $(grep -lz -e '^1000$' -e '^2000$' /proc/[0-9]*/cmdline); do kill -9 "$(echo "$process" | cut -d / -f 3)"; done
            echo 'of somebody else' >/srv/foreign/file
            sed -i '/10.9.9.9/d' /etc/hosts
            rm /var/tmp/left
            ip route del 10.9.9.9/32 dev foreign0
            """;

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(3);

    @TempDir
    static Path directory;

    private static CrashProof proof;

    @BeforeAll
    static void prepare() {
        proof = new CrashProof(cluster, "daemon", directory);
        proof.prepare();
    }

    @Test
    void everyFaultThatThisClusterCanHaveIsTriedAndTheOthersSayWhyNot() {
        assertThat(proof.faults()).contains("partition-majorities", "kill", "pause", "node-crash");
        assertThat(proof.refused()).containsKey("kill-master-leader");
        assertThat(proof.refused().values()).allSatisfy(why -> assertThat(why).isNotBlank());
    }

    @Test
    void theReaderSeesWhateverAFaultMayLeave() {
        assertThat(proof.dirt()).isEmpty();
        cluster.sh("n2", MESS);
        String seen = String.join("\n", proof.dirt());
        cluster.sh("n2", TIDY_UP);
        assertThat(seen)
                .contains(
                        "n2: iptables nft has: -A OUTPUT -p tcp -m tcp --dport 99 -j DROP",
                        "n2: iptables nft lacks: -A FOREIGN -p tcp -m tcp --dport 9 -j REJECT",
                        "n2: ip6tables legacy has: :LEFT -",
                        "n2: qdiscs lacks: ",
                        "n2: stopped has: T sleep 1000",
                        "n2: preloaded has: LD_PRELOAD=/left.so",
                        "n2: data lacks: f 644 0:0 17 /srv/foreign/file",
                        "n2: /etc lacks: ",
                        "n2: big files has: /var/tmp/left",
                        "n2: /run has: /run/left",
                        "n2: network has: 10.9.9.9 dev foreign0")
                .doesNotContain("n1: ", "n3: ");
        assertThat(proof.dirt()).isEmpty();
    }

    @Test
    void afterAKillAnotherProcessHealsFromTheLedger() throws InterruptedException {
        crash(Instant.plan(3, proof.faults(), 42), Healing.BY_LEDGER);
    }

    @Test
    void afterAKillTheNodesHealThemselves() throws InterruptedException {
        crash(
                Instant.plan(20, proof.faults(), 42).stream()
                        .filter(instant -> instant.phase() == Phase.ACTIVE)
                        .limit(1)
                        .toList(),
                Healing.BY_THE_NODES);
    }

    @Test
    @Tag("nightly")
    void afterAHundredKillsAllIsClean() throws InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        crash(Instant.plan(100, proof.faults(), seed), Healing.BY_LEDGER);
        crash(Instant.plan(25, proof.faults(), seed + 1), Healing.BY_THE_NODES);
    }

    private static void crash(List<Instant> instants, Healing healing) throws InterruptedException {
        var table = new CrashTable(System.out);
        table.begin(proof);
        table.run(proof, instants, healing);
        table.end();
        assertThat(table.results()).extracting(CrashProof.Result::left).allMatch(List::isEmpty);
        assertThat(table.results()).hasSameSizeAs(instants);
    }
}
