package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node's root user can neither see nor change of the machine. */
@NeedsLxc
@Timeout(60)
class NodeIsolationIT {

    @TempDir
    private static Path home;

    private static LxcCluster cluster;
    private static Node node;

    @BeforeAll
    static void up() {
        cluster = LxcCluster.in(home.resolve("iso-" + ProcessHandle.current().pid()), List.of("n1"));
        node = cluster.up().node("n1");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.down();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/root", "/home", "/srv", "/mnt", "/media", "/opt", "/tmp", "/var/tmp", "/boot", "/work"})
    void theMachinesOwnDirectoriesAreAbsentOrEmpty(String directory) {
        assertThat(in("ls -A " + directory).stdout()).isEmpty();
    }

    @Test
    void ofUsrLocalOnlyJavaIsThere() {
        assertThat(in("cd /usr/local && find . -mindepth 1").stdout().lines())
                .containsExactlyInAnyOrder("./bin", "./bin/java");
    }

    @Test
    void noKeyOfTheMachineIsVisible() throws IOException {
        String keys = in("cat /etc/ssh/*key* /root/.ssh/* 2>/dev/null; true").stdout();

        try (var files = Files.newDirectoryStream(Path.of("/etc/ssh"), "*.pub")) {
            for (Path file : files) {
                assertThat(keys).doesNotContain(Files.readString(file).split(" ")[1]);
            }
        }
        assertThat(in("ls /etc/ssl/private").succeeded()).isFalse();
    }

    @Test
    void accountsOfTheMachineAreAbsent() {
        assertThat(in("cut -d: -f1 /etc/passwd").stdout().lines())
                .containsExactlyInAnyOrder("root", "daemon", "sshd", "nobody");
        assertThat(in("cat /etc/shadow").stdout()).doesNotContain("$");
    }

    @Test
    void processesOfTheMachineAreInvisible() {
        assertThat(in("ps -eo comm=").stdout().lines().map(String::strip).distinct())
                .containsExactlyInAnyOrder("sshd", "ps");
        assertThat(in("kill -0 " + ProcessHandle.current().pid()).succeeded()).isFalse();
    }

    @Test
    void aFileWrittenUnderUsrStaysInTheNode() {
        assertThat(in("echo changed > /usr/bin/partita-test && rm /usr/bin/who && ls /usr/bin/partita-test")
                        .succeeded())
                .isTrue();
        assertThat(Path.of("/usr/bin/partita-test")).doesNotExist();
        assertThat(Path.of("/usr/bin/who")).exists();
    }

    @Test
    void theFirewallOfTheMachineIsAnother() {
        String before = LocalCommand.of("iptables", "-S").require().stdout();

        assertThat(in("iptables -P FORWARD DROP && iptables -A INPUT -s 192.0.2.99 -j DROP")
                        .succeeded())
                .isTrue();

        assertThat(LocalCommand.of("iptables", "-S").require().stdout()).isEqualTo(before);
        in("iptables -P FORWARD ACCEPT && iptables -F INPUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date -s @$(date +%s)",
                "echo 50 > /proc/sys/vm/swappiness",
                "echo core > /proc/sys/kernel/core_pattern",
                "mount -o remount,rw /proc/sys",
                "umount /proc/sys",
                "mount -t tmpfs x /mnt",
                "mknod /tmp/disk b 254 0",
                "test -e /dev/vda || test -e /dev/sda",
                "unshare --net true",
                "nsenter --target 1 --net true",
                "dmesg",
                "for f in /proc/irq/*/smp_affinity; do v=$(cat $f); echo $v > $f && exit 0; done; exit 1",
                "test -w /sys/kernel",
                "test -e /proc/sysrq-trigger && echo h > /proc/sysrq-trigger",
                "hostname other",
                "bash -c 'exec 3<>/dev/tcp/1.1.1.1/53'",
            })
    void isRefused(String script) {
        assertThat(in("set -e; " + script).succeeded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "dac_read_search, 2", "sys_module, 16", "sys_rawio, 17", "sys_ptrace, 19", "sys_admin, 21", "sys_boot, 22",
        "sys_resource, 24", "sys_time, 25", "mknod, 27", "mac_override, 32", "mac_admin, 33", "syslog, 34",
        "perfmon, 38", "bpf, 39", "checkpoint_restore, 40"
    })
    void aCapabilityOverTheMachineIsOutOfReach(String name, int number) {
        String bounding = in("grep CapBnd /proc/self/status").stdout().replace("CapBnd", "CapEff");

        assertThat(Capabilities.parse(List.of(bounding.strip())).has(number))
                .as(name)
                .isFalse();
        assertThat(Capabilities.parse(List.of(bounding.strip())).has(Capabilities.NET_ADMIN))
                .isTrue();
    }

    @Test
    void onlyRootOfTheMachineMayEnterTheFiles() throws IOException {
        assertThat(Files.getAttribute(cluster.directory(), "unix:mode")).isEqualTo(040700);
        assertThat(Files.getAttribute(node.ssh().privateKey(), "unix:mode")).isEqualTo(0100600);
    }

    private static LocalCommand.Result in(String script) {
        List<String> command = new ArrayList<>(SshCommand.login(node));
        command.add(script);
        return LocalCommand.of(command).run();
    }
}
