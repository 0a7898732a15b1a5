package io.partita.control.testbed;

import static io.partita.control.testbed.Observer.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import io.partita.provisioning.system.mesos.release.ReleaseSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The driver of released servers on five real nodes, with releases that look like the real ones. */
@Timeout(300)
class ReleasedServersIT {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String HOME = "/opt/partita/mesos";
    private static final Map<String, String> FAST = Map.of(
            "ping.timeout", "2s",
            "supervise.master", "1s",
            "supervise.agent", "1s",
            "supervise.marathon", "1s",
            "marathon.revive.interval", "1s",
            "flag.master.cluster", "it",
            "zookeeper.heapMb", "64");

    @RegisterExtension
    static final TestbedNodes cluster = new TestbedNodes();

    @TempDir
    static Path temp;

    private static LookalikeRelease release;

    private ReleaseSystem mesos;

    @BeforeAll
    static void build() {
        release = new LookalikeRelease(temp);
    }

    @AfterEach
    void remove() {
        if (mesos != null) {
            mesos.remove(cluster.nodes());
        }
    }

    private void ready(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(FAST);
        all.putAll(options);
        mesos = ReleaseSystem.of(all);
        mesos.install(cluster.nodes());
        mesos.start(cluster.nodes());
        mesos.awaitReady(cluster.nodes(), LONG);
    }

    /** Everything that is true of one installation, because installing takes longer than looking. */
    @Test
    void archivesAreInstalledServeAreStruckAndLeaveNothing() throws Exception {
        Path archive = release.archive(release.mesos());
        ready(Map.of(
                "archive", archive.toString(),
                "sha256", ArtifactCache.sha256Of(archive),
                "marathon.archive", release.archive(release.marathon()).toString()));
        assertThat(mesos.version()).isEqualTo("1.6.2 with Marathon 1.8.244");
        assertThat(mesos.leaders(cluster.nodes())).hasSize(1);
        for (Role role : List.of(Role.MARATHON, Role.ZOOKEEPER)) {
            assertThat(mesos.role(role).leaders(cluster.nodes()))
                    .as(role.label())
                    .hasSize(1);
        }
        whatWasStartedCanBeReadAndIsCollected();
        aCrashedServerComesBackByItself(Role.MASTER);
        aCrashedServerComesBackByItself(Role.MARATHON);
        anAgentThatCannotRecoverStartsWithANewId();
        aWholeNodeDiesAndIsBroughtBackByOneCommand();
        mesos.awaitReady(cluster.nodes(), LONG);

        new Observer(cluster.nodes(), mesos).runApp("left", 5);
        mesos.remove(cluster.nodes());
        nothingIsLeft();
        mesos.remove(cluster.nodes());
    }

    private void whatWasStartedCanBeReadAndIsCollected() {
        List<String> logs = ((HasLogs) mesos).logFiles(cluster.nodes().on("n1"));
        assertThat(logs)
                .contains(
                        HOME + "/master/logs/mesos-master.INFO",
                        HOME + "/agent/logs/mesos-agent.INFO",
                        HOME + "/marathon/daemon.log",
                        HOME + "/master/launch.sh",
                        HOME + "/zookeeper/daemon.log");
        logs.forEach(file -> cluster.nodes().on("n1").require(Command.of("test", "-s", file)));
        assertThat(cluster.sh("n1", "cat " + HOME + "/master/launch.sh"))
                .contains("'--agent_ping_timeout=2secs'", "'--cluster=it'");
        assertThat(cluster.sh("n1", "cat " + HOME + "/master/lookalike.properties"))
                .contains("ping.timeout=2s");
    }

    private void aCrashedServerComesBackByItself(Role role) throws Exception {
        RoleServers servers = mesos.role(role);
        String pid = HOME + "/" + role.label() + "/server.pid";
        String before = cluster.sh("n2", "cat " + pid);
        servers.crash(cluster.nodes().on("n2"));
        until(
                role.label() + " was started again",
                LONG,
                () -> !cluster.sh("n2", "cat " + pid).equals(before)
                        && servers.state(cluster.nodes().on("n2")) == ProcessState.RUNNING);
        assertThat(cluster.sh("n2", "cat " + HOME + "/" + role.label() + "/daemon.log"))
                .contains("ended with status 137, is started again in 1.000 s");
    }

    private void anAgentThatCannotRecoverStartsWithANewId() throws Exception {
        String latest = "readlink " + HOME + "/agent/work/meta/slaves/latest || true";
        String before = cluster.sh("n4", latest);
        assertThat(before).isNotEmpty();
        RoleServers agent = mesos.role(Role.AGENT);
        agent.kill(cluster.nodes().on("n4"));
        cluster.sh("n4", "sed -i 's/cpus:4/cpus:3/' " + HOME + "/agent/launch.sh");
        agent.start(cluster.nodes().on("n4"));
        until("it has a new id", LONG, () -> {
            String after = cluster.sh("n4", latest);
            return !after.isEmpty() && !after.equals(before);
        });
        assertThat(cluster.sh("n4", "grep remedy: " + HOME + "/agent/daemon.log"))
                .contains("so that the agent starts with a new id")
                .hasLineCount(1);
    }

    private void aWholeNodeDiesAndIsBroughtBackByOneCommand() throws Exception {
        Killable whole = mesos;
        whole.kill(cluster.nodes().on("n1"));
        assertThat(whole.state(cluster.nodes().on("n1"))).isEqualTo(ProcessState.DEAD);
        assertThat(cluster.nodes().on("n1").run(mesos.revival("n1")).succeeded())
                .isTrue();
        for (Role role : List.of(Role.ZOOKEEPER, Role.MASTER, Role.AGENT, Role.MARATHON)) {
            until(
                    role.label() + " runs again",
                    LONG,
                    () -> mesos.role(role).state(cluster.nodes().on("n1")) == ProcessState.RUNNING);
        }
    }

    private void nothingIsLeft() {
        for (String node : cluster.nodes().names()) {
            assertThat(cluster.sh(node, "ls -d " + HOME + " 2>/dev/null; pgrep -a -x -r D,R,S,T,t 'java|sleep'; true"))
                    .as(node)
                    .isEmpty();
        }
    }

    @Test
    void aDirectoryIsUploadedAndWithoutAMarathonThereIsNone() throws Exception {
        ready(Map.of("prefix", release.mesos().toString(), "layout", "zookeeper:n1/master:n2/agent:n3+n4"));
        assertThat(mesos.layout(cluster.nodes()).of("n3")).containsExactly(Role.AGENT);
        assertThat(mesos.role(Role.MARATHON).on(cluster.nodes())).isEmpty();
        assertThat(mesos.leaders(cluster.nodes())).containsExactly("n2");
        assertThat(cluster.sh("n3", "ls " + HOME)).doesNotContain("master");
        assertThat(cluster.sh("n5", "ls " + HOME)).isEmpty();
        mesos.remove(cluster.nodes());
        nothingIsLeft();
    }

    @Test
    void whatIsOnTheNodesIsUsedInPlaceAndWhatIsNotThereIsNamed() throws Exception {
        mesos = ReleaseSystem.of(Map.of("prefix", "node:/opt/nothing", "marathon.prefix", "node:/opt/nothing"));
        assertThatThrownBy(() -> mesos.install(cluster.nodes()))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("n1: no mesos-master, no mesos-agent or mesos-slave, no Marathon launcher, no"
                        + " libmesos.so in what came from node:/opt/nothing");
    }

    /** A repository of one package on every node, made there, so that apt needs no internet. */
    @Test
    void packagesAreInstalledByAptAndPurgedWithAllTheyBrought() throws Exception {
        ReleaseSystem nowhere = ReleaseSystem.of(Map.of("packages", "[trusted=yes]+file:/root/nothing+./"));
        assertThatThrownBy(() -> nowhere.install(cluster.nodes()))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("n1: this node has no package database")
                .hasMessageContaining("give prefix=node:/usr");
        Path archive = release.archive(release.mesos());
        cluster.nodes().parallel(node -> {
            node.upload(archive, "/root/mesos.tgz", 0600);
            return node.require(Command.script(REPOSITORY)).stdout();
        });
        try {
            assertThatThrownBy(() -> nowhere.install(cluster.nodes()))
                    .isInstanceOf(SystemException.class)
                    .hasMessageContaining("n1: apt cannot read [trusted=yes] file:/root/nothing ./: ")
                    .hasMessageContaining("Next step: look whether this node reaches that host");
            String before = cluster.sh("n1", INSTALLED);
            String policy = cluster.sh("n1", POLICY);
            ready(Map.of(
                    "packages", "[trusted=yes]+file:/root/repository+./",
                    "package", "lookalike-mesos",
                    "version", "1.6.2-1"));
            assertThat(cluster.sh("n1", INSTALLED)).contains("lookalike-mesos");
            assertThat(cluster.sh("n1", "cat " + HOME + "/master/launch.sh")).contains("exec '/usr/sbin/mesos-master'");
            mesos.remove(cluster.nodes());
            nothingIsLeft();
            assertThat(cluster.sh("n1", INSTALLED)).isEqualTo(before);
            assertThat(cluster.sh("n1", POLICY)).isEqualTo(policy);
            assertThat(cluster.sh("n1", "ls /etc/apt/sources.list.d /var/lib/apt/lists 2>/dev/null"))
                    .doesNotContain("partita", "repository");
        } finally {
            cluster.nodes()
                    .parallel(node -> node.run(Command.of(
                            "rm", "-rf", "/root/repository", "/root/mesos.tgz", "/var/lib/dpkg", "/etc/apt")));
        }
    }

    private static final String INSTALLED = "dpkg-query -W -f '${Package} ${Status}\\n' | grep ' installed$' | sort";

    /** Whether services may be started by packages is the node's own affair again. */
    private static final String POLICY = "cat /usr/sbin/policy-rc.d 2>/dev/null || true";

    private static final String REPOSITORY = """
            set -e
            mkdir -p /etc/apt/apt.conf.d /etc/apt/preferences.d /var/lib/apt/lists/partial /var/cache/apt/archives/partial
            mkdir -p /var/lib/dpkg/info /var/lib/dpkg/updates /var/lib/dpkg/triggers /var/log/apt
            : >/var/lib/dpkg/status
            rm -rf /root/repository /root/tree
            mkdir -p /root/repository /root/tree/DEBIAN /root/tree/usr
            tar -xzf /root/mesos.tgz -C /root/tree/usr --strip-components=1
            cat >/root/tree/DEBIAN/control <<END
            Package: lookalike-mesos
            Version: 1.6.2-1
            Architecture: all
            Maintainer: nobody <nobody@localhost>
            Description: looks like Mesos
            END
            dpkg-deb --build -Zgzip /root/tree /root/repository/lookalike-mesos.deb >/dev/null
            cd /root/repository
            { cat /root/tree/DEBIAN/control
              echo "Filename: ./lookalike-mesos.deb"
              echo "Size: $(stat -c %s lookalike-mesos.deb)"
              echo "SHA256: $(sha256sum lookalike-mesos.deb | cut -d ' ' -f 1)"
            } >Packages
            rm -rf /root/tree
            """;
}
