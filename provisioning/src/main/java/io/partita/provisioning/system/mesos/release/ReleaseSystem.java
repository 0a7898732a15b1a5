package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.mesos.internal.SupervisedCluster;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Released Apache Mesos and Marathon on nodes, from where a user has them, over a ZooKeeper ensemble of ours. Without a
 * source for Marathon there are no servers of that role. Immutable, safe for use by several threads on different nodes.
 */
public final class ReleaseSystem extends SupervisedCluster {

    static final String NAME = "mesos";

    /** The file in a server's directory that starts it. */
    static final String LAUNCH = "launch.sh";

    private final ReleaseSettings settings;
    private final ArtifactCache cache;

    private ReleaseSystem(
            ReleaseSettings settings,
            Optional<Layout> layout,
            ZooKeeperSystem zookeeper,
            ArtifactCache cache,
            Set<Provision> provided) {
        super(layout, zookeeper, provided);
        this.settings = settings;
        this.cache = cache;
    }

    /**
     * The system that {@code options} describe, as {@code control list systems} lists them. Touches nothing.
     *
     * @throws IllegalArgumentException if any option is unknown or wrong; the message names all of them
     */
    public static ReleaseSystem of(Map<String, String> options) {
        return of(options, new ArtifactCache());
    }

    static ReleaseSystem of(Map<String, String> options, ArtifactCache cache) {
        ReleaseSettings settings = new SettingsReader(Tables.read()).read(options);
        return new ReleaseSystem(
                settings, settings.layout(), new ZooKeeperSystem(settings.zookeeper(), cache), cache, Set.of());
    }

    /** The same system, but laid out as {@code layout} says and not as its settings do. */
    public ReleaseSystem with(Layout layout) {
        return new ReleaseSystem(settings, Optional.of(layout), zookeeper(), cache, provided());
    }

    @Override
    public ReleaseSystem provided(Set<Provision> wanted) {
        ReleaseSettings where =
                wanted.contains(Provision.DISK) ? settings.in(NodeDisks.DIRECTORY + settings.directory()) : settings;
        return new ReleaseSystem(where, fixedLayout(), zookeeper().provided(wanted), cache, wanted);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The versions, as far as they were given or names give them away; else the profile. */
    @Override
    public String version() {
        return settings.version();
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
        Layout layout = Layout.standard(nodes.names(), settings.masters(), List.of());
        return settings.marathon().isPresent() ? layout : layout.without(Role.MARATHON);
    }

    @Override
    protected Daemon daemon(Role role) {
        return new Daemon(
                settings.directory() + "/" + role.label(),
                List.of("sh", settings.directory() + "/bin/supervise.sh", role.label(), pause(role), "sh", LAUNCH),
                role.ports());
    }

    /** The supervisor's pause before it starts the server again, in seconds. */
    private String pause(Role role) {
        return settings.optionalDuration("supervise." + role.label())
                .map(ReleaseSystem::seconds)
                .orElse(ReleaseSettings.NONE);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    @Override
    protected List<String> logs(Role role) {
        return List.of(
                role.label() + "/daemon.log",
                role.label() + "/" + LAUNCH,
                role.label() + "/logs/mesos-master.INFO",
                role.label() + "/logs/mesos-agent.INFO",
                role.label() + "/logs/mesos-slave.INFO");
    }

    /**
     * As the interface says; no node is touched before all that is to be installed was found on the control node.
     *
     * @throws SystemException if something cannot be had; names all that cannot, and what to give instead
     */
    @Override
    public void install(Nodes nodes) {
        Layout layout = layout(nodes);
        layout.requireOn(nodes.names());
        try (Bundles bundles = Bundles.prepare(settings, cache)) {
            installer().install(nodes, layout, bundles, zookeeper());
        }
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> {
            installer().remove(node);
            return node.node();
        });
    }

    private ReleaseInstaller installer() {
        return new ReleaseInstaller(settings, this::daemon, SCRIPT);
    }
}
