package io.partita.provisioning.system.testbed;

import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.mesos.internal.SupervisedCluster;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The testbed on nodes: a real ZooKeeper ensemble, and servers of ours that behave as the documentation of Mesos and
 * Marathon says, with bugs that can be switched on. It is never passed off as Apache Mesos. Immutable, safe for use by
 * several threads on different nodes.
 */
public final class TestbedSystem extends SupervisedCluster {

    static final String NAME = "testbed";

    private final TestbedSettings settings;
    private final Servers servers;

    private TestbedSystem(
            TestbedSettings settings,
            Optional<Layout> layout,
            Servers servers,
            ZooKeeperSystem zookeeper,
            Set<Provision> provided) {
        super(layout, zookeeper, provided);
        this.settings = settings;
        this.servers = servers;
    }

    /**
     * The system with the testbed that was built with this program.
     *
     * @param options as {@link TestbedSettings#parse} reads them
     */
    public static TestbedSystem of(Map<String, String> options) {
        TestbedSettings settings = TestbedSettings.parse(options);
        return new TestbedSystem(
                settings,
                settings.layout(),
                new Servers(settings, Distribution.locate()),
                new ZooKeeperSystem(settings.zookeeper(), new ArtifactCache()),
                Set.of());
    }

    /** The same system, but laid out as {@code layout} says and not as its settings do. */
    public TestbedSystem with(Layout layout) {
        return new TestbedSystem(settings, Optional.of(layout), servers, zookeeper(), provided());
    }

    @Override
    public TestbedSystem provided(Set<Provision> wanted) {
        TestbedSettings where =
                wanted.contains(Provision.DISK) ? settings.in(NodeDisks.DIRECTORY + settings.directory()) : settings;
        return new TestbedSystem(
                where, fixedLayout(), servers.with(where), zookeeper().provided(wanted), wanted);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The profile. */
    @Override
    public String version() {
        return settings.profile();
    }

    /** How this system is installed and timed. */
    public TestbedSettings settings() {
        return settings;
    }

    @Override
    public Profile profile() {
        return Profile.named(settings.profile());
    }

    @Override
    public Timings timings() {
        return settings;
    }

    @Override
    public String directory() {
        return settings.directory();
    }

    @Override
    protected Layout usualLayout(Nodes nodes) {
        return Layout.standard(nodes.names(), settings.masters(), settings.discovery());
    }

    @Override
    protected Daemon daemon(Role role) {
        return servers.daemon(role);
    }

    @Override
    protected List<String> logs(Role role) {
        return Servers.logs(role);
    }

    @Override
    public void install(Nodes nodes) {
        Layout layout = layout(nodes);
        layout.requireOn(nodes.names());
        new Installer(settings, servers, SCRIPT).install(nodes, layout, zookeeper());
    }
}
