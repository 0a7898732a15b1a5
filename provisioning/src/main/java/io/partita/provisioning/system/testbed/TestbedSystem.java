package io.partita.provisioning.system.testbed;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.HasParts;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.ClusterView;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.NodesView;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The testbed on nodes: a real ZooKeeper ensemble, and servers of ours that behave as the documentation of Mesos and
 * Marathon says, with bugs that can be switched on. It is never passed off as Apache Mesos. Immutable, safe for use by
 * several threads on different nodes.
 *
 * <p>What is done to a node as a whole is done to everything that the testbed has there: ZooKeeper, the servers and their
 * supervisors, executors and tasks. So {@link #kill} is what a machine does that loses power, and {@link #pause} what one
 * does that hangs. {@link #role} gives the servers of one role to strike alone.
 */
public final class TestbedSystem implements MesosCluster, Killable, Pausable, Revivable, HasLogs, HasParts {

    static final String NAME = "testbed";

    private static final NodeScript SCRIPT = NodeScript.beside(TestbedSystem.class, "node.sh");
    private static final Duration ENSEMBLE_LIMIT = Duration.ofSeconds(60);
    private static final Duration MASTER_LIMIT = Duration.ofSeconds(15);

    private final TestbedSettings settings;
    private final Optional<Layout> fixedLayout;
    private final Servers servers;
    private final ZooKeeperSystem zookeeper;

    private TestbedSystem(
            TestbedSettings settings, Optional<Layout> layout, Servers servers, ZooKeeperSystem zookeeper) {
        this.settings = settings;
        this.fixedLayout = layout;
        this.servers = servers;
        this.zookeeper = zookeeper;
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
                Optional.empty(),
                new Servers(settings, Distribution.locate()),
                new ZooKeeperSystem(settings.zookeeper(), new ArtifactCache()));
    }

    /** The same system, but laid out as {@code layout} says and not as its settings do. */
    public TestbedSystem with(Layout layout) {
        return new TestbedSystem(settings, Optional.of(layout), servers, zookeeper);
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
    public int port(Role role) {
        return role == Role.ZOOKEEPER ? settings.zookeeper().clientPort() : role.httpPort();
    }

    @Override
    public Layout layout(Nodes nodes) {
        return fixedLayout.orElseGet(() -> Layout.standard(nodes.names(), settings.masters(), settings.discovery()));
    }

    /**
     * The servers of the role called {@code label}: zookeeper, master, agent, marathon or discovery.
     *
     * @throws IllegalArgumentException if there is none
     */
    public RoleServers role(String label) {
        return role(Role.named(label));
    }

    @Override
    public RoleServers role(Role role) {
        return role == Role.ZOOKEEPER
                ? new EnsembleServers(this)
                : new SupervisedServers(role, this, servers.daemon(role), SCRIPT);
    }

    @Override
    public Map<String, SystemUnderTest> parts() {
        return Map.of(zookeeper.name(), zookeeper);
    }

    ZooKeeperSystem zookeeper() {
        return zookeeper;
    }

    ClusterView view(Nodes nodes) {
        return new ClusterView(nodes.inventory(), layout(nodes), this::port);
    }

    @Override
    public void install(Nodes nodes) {
        Layout layout = layout(nodes);
        layout.requireOn(nodes.names());
        new Installer(settings, servers, SCRIPT).install(nodes, layout, zookeeper);
    }

    /**
     * Starts what others need first: the ensemble, then the masters, then all else at once. The servers could wait for each
     * other by themselves, but a dozen of them that start at the same time keep each other from answering in time.
     */
    @Override
    public void start(Nodes nodes) {
        startEnsemble(nodes);
        startMasters(nodes);
        startOthers(nodes);
    }

    void startEnsemble(Nodes nodes) {
        Nodes ensemble = NodesView.of(nodes, layout(nodes).on(Role.ZOOKEEPER));
        zookeeper.start(ensemble);
        zookeeper.awaitReady(ensemble, ENSEMBLE_LIMIT);
    }

    /** Returns once a master leads and has its registry, or a while later: why none does is for readiness to say. */
    void startMasters(Nodes nodes) {
        start(nodes, Role.MASTER);
        ClusterView view = view(nodes);
        long deadline = System.nanoTime() + MASTER_LIMIT.toNanos();
        while (!view.masterIsRecovered() && System.nanoTime() < deadline) {
            Readiness.pause();
        }
    }

    void startOthers(Nodes nodes) {
        nodes.parallel(node -> require(node, servers.everywhereInstalled(Daemon::startup)));
    }

    private void start(Nodes nodes, Role role) {
        RoleServers servers = role(role);
        nodes.parallel(servers.on(nodes), node -> {
            servers.start(node);
            return node.node();
        });
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        long begin = System.nanoTime();
        zookeeper.awaitReady(NodesView.of(nodes, layout(nodes).on(Role.ZOOKEEPER)), limit);
        new Readiness(this, nodes).await(limit.minusNanos(System.nanoTime() - begin));
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> SCRIPT.run(node, "remove", settings.directory()));
    }

    @Override
    public Duration recoveryBound() {
        return bounds().recoveryBound();
    }

    /** Kills everything of the testbed on {@code node}: ZooKeeper, servers, supervisors, executors and tasks. */
    @Override
    public void kill(Remote node) {
        SCRIPT.runFast(node, "kill", settings.directory());
    }

    @Override
    public void start(Remote node) {
        require(node, commands(Daemon::startup, zookeeper.startup()));
    }

    /** Stops everything of the testbed on {@code node}: ZooKeeper, servers, supervisors, executors and tasks. */
    @Override
    public void pause(Remote node) {
        SCRIPT.runFast(node, "pause", settings.directory());
    }

    @Override
    public void resume(Remote node) {
        SCRIPT.runFast(node, "resume", settings.directory());
    }

    /** Dead if nothing of the testbed runs on {@code node}, paused if all that is there stands still, else running. */
    @Override
    public ProcessState state(Remote node) {
        return ProcessState.ofLetter(
                SCRIPT.runFast(node, "state", settings.directory()).strip());
    }

    @Override
    public Command revival(String node) {
        List<Command> commands = new ArrayList<>();
        commands.add(SCRIPT.command("resume", settings.directory()));
        commands.addAll(commands(Daemon::revival, zookeeper.revival(node)));
        return Command.sequence(commands);
    }

    private List<Command> commands(Function<Daemon, Command> command, Command ensemble) {
        List<Command> commands = new ArrayList<>();
        commands.add(Servers.whereInstalled(settings.zookeeper().directory(), ensemble));
        commands.addAll(servers.everywhereInstalled(command));
        return commands;
    }

    private static String require(Remote node, List<Command> commands) {
        return NodeScript.require(node, node.run(Command.sequence(commands)));
    }

    /** The nodes whose master takes itself for the leader. */
    @Override
    public List<String> leaders(Nodes nodes) {
        return view(nodes).leaders(Role.MASTER);
    }

    @Override
    public List<String> logFiles(Remote node) {
        return existing(
                node,
                Arrays.stream(Role.values())
                        .map(Servers::logs)
                        .flatMap(List::stream)
                        .toList());
    }

    /** The last line that the server of {@code role} wrote to its output on {@code node}; empty if there is none. */
    String lastLine(Remote node, Role role) {
        return SCRIPT.run(node, "last", settings.directory(), servers.directory(role))
                .strip();
    }

    /** Absolute paths of those of {@code files}, relative to the testbed's directory, that exist on {@code node}. */
    List<String> existing(Remote node, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("logs", Objects.requireNonNull(settings.directory())));
        arguments.addAll(files);
        return SCRIPT.run(node, arguments.toArray(String[]::new)).lines().toList();
    }
}
