package io.partita.nemesis.fault.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.TestCluster;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.node.Sweep;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Full disks and damaged files on real nodes, seen by the usual tools. */
class DiskFaultIT {

    private static final DataOnDisk SYSTEM = new DataOnDisk();

    @RegisterExtension
    static final TestCluster cluster = TestCluster.of(2).withDisks();

    @TempDir
    Path run;

    private DefaultNemesis nemesis;

    @BeforeEach
    void create() {
        SYSTEM.install(cluster.nodes());
        nemesis = DefaultNemesis.create(
                Environment.of(cluster.nodes(), SYSTEM, RunClock.fromNow()), run.resolve("faults.jsonl"));
    }

    @AfterEach
    void close() {
        nemesis.close();
    }

    @Test
    void aFullDiskTakesNotAPageAndTheMachinesDiskDoesNotNotice() {
        String before = cluster.sh("n1", "df --output=used /srv/disk | tail -n 1");
        long machine = new File("/var/lib").getUsableSpace();
        FaultRecord active = perform(Action.INJECT, "disk-fill n1");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(cluster.sh(
                        "n1", "head -c 4096 /dev/zero 2>&1 >/srv/disk/data/more; echo $?; rm -f /srv/disk/data/more"))
                .contains("1")
                .doesNotStartWith("0");
        assertThat(cluster.sh(
                        "n1", "cp /srv/disk/data/version-2/log.1 /srv/disk/data/copy 2>&1; rm -f /srv/disk/data/copy"))
                .contains("No space left on device");
        assertThat(cluster.sh(
                        "n2",
                        "cp /srv/disk/data/version-2/log.1 /srv/disk/data/copy && echo done; rm /srv/disk/data/copy"))
                .isEqualTo("done");
        assertThat(machine - new File("/var/lib").getUsableSpace())
                .as("what is only reserved takes no room")
                .isLessThan(500L << 20);

        FaultRecord healed = perform(Action.RECOVER, "disk-fill n1");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(cluster.sh("n1", "df --output=used /srv/disk | tail -n 1")).isEqualTo(before);
        assertThat(cluster.sh("n1", "ls -A /srv/disk")).doesNotContain("partita");
    }

    @Test
    void aDiskCanBeFilledButForALittle() {
        assertThat(perform(Action.INJECT, "disk-fill n1 left=1m").provenActive())
                .isTrue();
        assertThat(cluster.sh("n1", "head -c 500k /dev/zero >/srv/disk/data/some && echo done; rm /srv/disk/data/some"))
                .isEqualTo("done");
        assertThat(cluster.sh(
                        "n1", "head -c 2m /dev/zero 2>&1 >/srv/disk/data/some || echo full; rm /srv/disk/data/some"))
                .contains("full");
    }

    @Test
    void aSlowDiskLetsSyncedWritesWait() {
        String write = "read -r a _ </proc/uptime; dd if=/dev/zero of=/srv/disk/data/some bs=64k count=32 conv=fsync"
                + " 2>/dev/null; read -r b _ </proc/uptime; rm /srv/disk/data/some; echo $((${b%.*} - ${a%.*}))";
        FaultRecord active = perform(Action.INJECT, "disk-slow n1 rate=512k");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(Integer.parseInt(cluster.sh("n1", write)))
                .as("seconds for two megabytes")
                .isGreaterThanOrEqualTo(3);
        FaultRecord healed = perform(Action.RECOVER, "disk-slow n1 rate=512k");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(Integer.parseInt(cluster.sh("n1", write))).isLessThan(3);
    }

    @Test
    void aDiskThatCanOnlyBeReadTakesNoNewFileAndGoesOnTakingWhatIsOpen() {
        String mounts = cluster.sh("n1", "cut -d' ' -f2,4 /proc/mounts");
        cluster.sh(
                "n1",
                "cd /srv/disk/data; setsid sh -c 'exec >>open; while :; do date; sleep 0.05; done' </dev/null"
                        + " >/dev/null 2>&1 & echo $! >/run/writer");
        FaultRecord active = perform(Action.INJECT, "disk-readonly n1");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(cluster.sh("n1", "touch /srv/disk/data/new 2>&1; rm /srv/disk/data/version-2/log.1 2>&1; :"))
                .contains("cannot touch", "cannot remove", "Read-only file system");
        assertThat(cluster.sh(
                        "n1",
                        "a=$(stat -c %s /srv/disk/data/open); i=0;"
                                + " while [ $i -lt 200 ] && [ $(stat -c %s /srv/disk/data/open) = $a ]; do sleep 0.05; i=$((i+1)); done;"
                                + " [ $(stat -c %s /srv/disk/data/open) -gt $a ] && echo grows"))
                .isEqualTo("grows");
        cluster.sh("n1", "cd /srv/disk/data; setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo $! >/run/guest");
        FaultRecord healed = perform(Action.RECOVER, "disk-readonly n1");
        assertThat(healed.provenHealed()).as(healed.toString()).isTrue();
        assertThat(cluster.sh("n1", "touch /proc/$(cat /run/guest)/cwd/new && echo written"))
                .as("also for who came in between")
                .isEqualTo("written");
        assertThat(cluster.sh("n1", "kill -9 $(cat /run/guest /run/writer); cut -d' ' -f2,4 /proc/mounts"))
                .isEqualTo(mounts);
    }

    @Test
    void oneBitIsFlippedAndFlippedBack() {
        String before = sum(DataOnDisk.LOG);
        cluster.sh("n1", "cp " + DataOnDisk.LOG + " /tmp/original");
        FaultRecord active = perform(Action.INJECT, "file-bitflip n1 files=version-2/log.*");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(cluster.sh("n1", "cmp -l /tmp/original " + DataOnDisk.LOG + " | wc -l"))
                .as("bytes that differ")
                .isEqualTo("1");
        assertThat(perform(Action.RECOVER, "file-bitflip n1 files=version-2/log.*")
                        .provenHealed())
                .isTrue();
        assertThat(sum(DataOnDisk.LOG)).isEqualTo(before);
    }

    @Test
    void whatIsCutOffComesBackHolesAndAll() {
        String before = sum(DataOnDisk.LOG);
        FaultRecord active = perform(Action.INJECT, "file-truncate n1 files=*log* keep=50%");
        assertThat(active.provenActive()).as(active.toString()).isTrue();
        assertThat(Integer.parseInt(cluster.sh("n1", "stat -c %s " + DataOnDisk.LOG)))
                .isBetween(40_000, 60_000);
        assertThat(perform(Action.RECOVER, "file-truncate n1 files=*log* keep=50%")
                        .provenHealed())
                .isTrue();
        assertThat(sum(DataOnDisk.LOG)).isEqualTo(before);
        assertThat(cluster.sh("n1", "stat -c %b " + DataOnDisk.LOG + "; ls /run/partita-files 2>&1 || true"))
                .as("blocks of 512 bytes, and what was kept")
                .matches("(?s)2\\d\\d\\n.*No such file.*");
    }

    @Test
    void aFileThatWasWrittenSinceIsTheSystemsAgain() {
        perform(Action.INJECT, "file-truncate n1 files=*snapshot* keep=10%");
        cluster.sh("n1", "echo more >>" + DataOnDisk.SNAPSHOT);
        String now = sum(DataOnDisk.SNAPSHOT);
        assertThat(perform(Action.RECOVER, "file-truncate n1 files=*snapshot* keep=10%")
                        .provenHealed())
                .isTrue();
        assertThat(sum(DataOnDisk.SNAPSHOT)).isEqualTo(now);
    }

    @Test
    void theLedgerAloneMendsWhatWasDamagedAndASweepFindsWhatWasForgotten() {
        String log = sum(DataOnDisk.LOG);
        String snapshot = sum(DataOnDisk.SNAPSHOT);
        perform(Action.INJECT, "disk-fill n1");
        perform(Action.INJECT, "file-truncate n1");
        assertThat(Healer.heal(run.resolve("faults.jsonl"), cluster.nodes()).clean())
                .isTrue();
        assertThat(sum(DataOnDisk.LOG)).isEqualTo(log);
        assertThat(sum(DataOnDisk.SNAPSHOT)).isEqualTo(snapshot);
        cluster.sh("n2", "fallocate -l 1m /srv/disk/.partita-fill");
        assertThat(cluster.nodes().on("n2").require(Sweep.command()).stdout()).contains("filler");
        assertThat(cluster.sh("n2", "ls -A /srv/disk")).doesNotContain("partita");
    }

    @Test
    void aSystemOnTheRootFileSystemIsRefusedAndOneOnADiskOfItsOwnIsNot() {
        var fill = FaultCatalog.load(getClass().getClassLoader()).get("disk-fill");
        ZooKeeperSystem plain = ZooKeeperSystem.of(Map.of());
        assertThat(fill.availability(Environment.of(cluster.nodes(), plain, RunClock.fromNow())))
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        no -> assertThat(no.reason()).contains("on the root file system"));
        ZooKeeperSystem provided = plain.provided(Set.of(Provision.DISK));
        provided.install(cluster.nodes());
        try {
            provided.start(cluster.nodes());
            provided.awaitReady(cluster.nodes(), Duration.ofSeconds(60));
            assertThat(fill.availability(Environment.of(cluster.nodes(), provided, RunClock.fromNow())))
                    .isEqualTo(Availability.YES);
            assertThat(cluster.sh(
                            "n1",
                            "stat -c %m "
                                    + provided.dataDirectories(cluster.nodes(), "n1")
                                            .get(0)))
                    .isEqualTo("/srv/disk");
        } finally {
            provided.remove(cluster.nodes());
        }
    }

    private static String sum(String file) {
        return cluster.sh("n1", "sha256sum <" + file);
    }

    private FaultRecord perform(Action action, String fault) {
        return nemesis.perform(new FaultStep(1, Duration.ZERO, action, fault, 42));
    }
}
