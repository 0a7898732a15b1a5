package io.partita.provisioning.system.mesos.internal;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.HasMaintenance;
import io.partita.provisioning.system.HasMembers;
import io.partita.provisioning.system.HasParts;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.MaintenanceState;
import io.partita.provisioning.system.Membership;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.mesos.ClusterView;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.MesosCluster;
import io.partita.provisioning.system.mesos.NodesView;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A cluster of Mesos and Marathon whose servers this program installs, each in a directory of its own below one directory
 * of the node, under a supervisor, beside a ZooKeeper ensemble. Whose servers they are, subclasses say. Immutable, safe for
 * use by several threads on different nodes.
 *
 * <p>What is done to a node as a whole is done to everything that the cluster has there: ZooKeeper, the servers and their
 * supervisors, executors and tasks. So {@link #kill} is what a machine does that loses power, and {@link #pause} what one
 * does that hangs. {@link #role} gives the servers of one role to strike alone.
 */
public abstract class SupervisedCluster
        implements MesosCluster,
                Killable,
                Pausable,
                Revivable,
                HasMembers,
                HasMaintenance,
                HasLogs,
                HasParts,
                HasClock,
                HasData,
                Provisionable {

    /** What is done to a node as a whole, or to one server of it. */
    protected static final NodeScript SCRIPT = NodeScript.beside(SupervisedCluster.class, "node.sh");

    private static final NodeScript SUPERVISOR = NodeScript.beside(SupervisedCluster.class, "supervise.sh");
    private static final Duration ENSEMBLE_LIMIT = Duration.ofSeconds(60);
    private static final Duration MASTER_LIMIT = Duration.ofSeconds(15);
    private static final String NOT_HERE = "[ -e \"$0/.partita\" ] || exit 0; exec \"$@\"";

    private final Optional<Layout> fixedLayout;
    private final ZooKeeperSystem zookeeper;
    private final Set<Provision> provided;

    /**
     * @param layout which node is what, if that is not the usual layout of {@link #usualLayout}
     * @param zookeeper the ensemble, itself provided with {@code provided}
     * @param provided what this cluster was provided with
     */
    protected SupervisedCluster(Optional<Layout> layout, ZooKeeperSystem zookeeper, Set<Provision> provided) {
        this.fixedLayout = Objects.requireNonNull(layout, "layout is null");
        this.zookeeper = Objects.requireNonNull(zookeeper, "zookeeper is null");
        this.provided = Set.copyOf(provided);
    }

    /** Which node is what, if that is not the usual layout. */
    protected Optional<Layout> fixedLayout() {
        return fixedLayout;
    }

    /** What this cluster was provided with. */
    protected Set<Provision> provided() {
        return provided;
    }

    @Override
    public Set<Provision> provisions() {
        return EnumSet.allOf(Provision.class);
    }

    @Override
    public List<ProcessClock> clocks(Nodes nodes, String node) {
        return layout(nodes).of(node).stream()
                .flatMap(role -> clocks(role, nodes, node).stream())
                .toList();
    }

    List<ProcessClock> clocks(Role role, Nodes nodes, String node) {
        if (role == Role.ZOOKEEPER) {
            return zookeeper.clocks(nodes, node);
        }
        return provided.contains(Provision.CLOCK) ? List.of(daemon(role).clock()) : List.of();
    }

    @Override
    public List<String> dataDirectories(Nodes nodes, String node) {
        return layout(nodes).of(node).stream()
                .flatMap(role -> dataDirectories(role, nodes, node).stream())
                .toList();
    }

    List<String> dataDirectories(Role role, Nodes nodes, String node) {
        return switch (role) {
            case ZOOKEEPER -> zookeeper.dataDirectories(nodes, node);
            case MASTER, AGENT -> List.of(daemon(role).directory() + "/work");
            case MARATHON, DISCOVERY -> List.of();
        };
    }

    /** The server of {@code role} as it is started: by a clock of its own if it was provided with one. */
    private Daemon server(Role role) {
        return provided.contains(Provision.CLOCK) ? daemon(role).withClock() : daemon(role);
    }

    /** Where everything lies on a node. */
    public abstract String directory();

    /** Which of {@code nodes} is what when nobody says otherwise. */
    protected abstract Layout usualLayout(Nodes nodes);

    /** The server of {@code role} under its supervisor; any but ZooKeeper's. */
    protected abstract Daemon daemon(Role role);

    /** The log files of {@code role}, relative to {@link #directory}; may have shell patterns. */
    protected abstract List<String> logs(Role role);

    /** The text of the supervisor: a program for {@code sh}. */
    public static String supervisor() {
        return SUPERVISOR.text();
    }

    @Override
    public int port(Role role) {
        return role == Role.ZOOKEEPER ? timings().zookeeper().clientPort() : role.httpPort();
    }

    @Override
    public Layout layout(Nodes nodes) {
        return fixedLayout.orElseGet(() -> usualLayout(nodes));
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
                : new SupervisedServers(role, this, server(role), SCRIPT);
    }

    @Override
    public Map<String, SystemUnderTest> parts() {
        return Map.of(zookeeper.name(), zookeeper);
    }

    /** The ensemble, a system of its own. */
    protected ZooKeeperSystem zookeeper() {
        return zookeeper;
    }

    /** What the servers say of themselves. */
    public ClusterView view(Nodes nodes) {
        return new ClusterView(nodes.inventory(), layout(nodes), profile(), this::port);
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

    /** Starts the ensemble and waits until it serves. */
    public void startEnsemble(Nodes nodes) {
        Nodes ensemble = ensembleOf(nodes);
        zookeeper.start(ensemble);
        zookeeper.awaitReady(ensemble, ENSEMBLE_LIMIT);
    }

    /** Returns once a master leads and has its registry, or a while later: why none does is for readiness to say. */
    public void startMasters(Nodes nodes) {
        RoleServers masters = role(Role.MASTER);
        nodes.parallel(masters.on(nodes), node -> {
            masters.start(node);
            return node.node();
        });
        ClusterView view = view(nodes);
        long deadline = System.nanoTime() + MASTER_LIMIT.toNanos();
        while (!view.masterIsRecovered() && System.nanoTime() < deadline) {
            Readiness.pause();
        }
    }

    /** Starts every server that does not run yet. */
    public void startOthers(Nodes nodes) {
        nodes.parallel(node -> require(node, everywhereInstalled(Daemon::startup)));
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        long begin = System.nanoTime();
        zookeeper.awaitReady(ensembleOf(nodes), limit);
        new Readiness(this, nodes).await(limit.minusNanos(System.nanoTime() - begin));
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> SCRIPT.run(node, "remove", directory()));
    }

    @Override
    public Duration recoveryBound() {
        return bounds().recoveryBound();
    }

    /** Kills everything of the cluster on {@code node}: ZooKeeper, servers, supervisors, executors and tasks. */
    @Override
    public void kill(Remote node) {
        SCRIPT.runFast(node, "kill", directory());
    }

    @Override
    public void start(Remote node) {
        require(node, commands(Daemon::startup, zookeeper.startup()));
    }

    /** Stops everything of the cluster on {@code node}: ZooKeeper, servers, supervisors, executors and tasks. */
    @Override
    public void pause(Remote node) {
        SCRIPT.runFast(node, "pause", directory());
    }

    @Override
    public void resume(Remote node) {
        SCRIPT.runFast(node, "resume", directory());
    }

    /** Dead if nothing of the cluster runs on {@code node}, paused if all that is there stands still, else running. */
    @Override
    public ProcessState state(Remote node) {
        return ProcessState.ofLetter(SCRIPT.runFast(node, "state", directory()).strip());
    }

    @Override
    public Command revival(String node) {
        List<Command> commands = new ArrayList<>();
        commands.add(SCRIPT.command("resume", directory()));
        commands.addAll(commands(Daemon::revival, zookeeper.revival(node)));
        return Command.sequence(commands);
    }

    private List<Command> commands(Function<Daemon, Command> command, Command ensemble) {
        List<Command> commands = new ArrayList<>();
        commands.add(whereInstalled(timings().zookeeper().directory(), ensemble));
        commands.addAll(everywhereInstalled(command));
        return commands;
    }

    /** The commands that bring up a node's servers, by {@code command}, each only where that server was installed. */
    private List<Command> everywhereInstalled(Function<Daemon, Command> command) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.ZOOKEEPER)
                .map(this::server)
                .map(daemon -> whereInstalled(daemon.directory(), command.apply(daemon)))
                .toList();
    }

    /** {@code command}, or nothing where {@code directory} was not installed. */
    private static Command whereInstalled(String directory, Command command) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", NOT_HERE, directory));
        argv.addAll(command.argv());
        return new Command(argv, command.stdin(), command.deadline(), command.idempotent());
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
    public List<String> ensemble(Nodes nodes) {
        return layout(nodes).on(Role.ZOOKEEPER);
    }

    @Override
    public Map<String, Membership> memberships(Nodes nodes) {
        return zookeeper.memberships(ensembleOf(nodes));
    }

    @Override
    public Command removal(Nodes nodes, List<String> members) {
        return zookeeper.removal(ensembleOf(nodes), members);
    }

    @Override
    public Command addition(Nodes nodes, List<String> members) {
        return zookeeper.addition(ensembleOf(nodes), members);
    }

    @Override
    public Command membershipCheck(Nodes nodes, List<String> members) {
        return zookeeper.membershipCheck(ensembleOf(nodes), members);
    }

    @Override
    public List<String> maintainable(Nodes nodes) {
        return layout(nodes).on(Role.AGENT);
    }

    @Override
    public List<String> keepers(Nodes nodes) {
        return layout(nodes).on(Role.MASTER);
    }

    /** Asked on a node, as the commands are: what that node cannot reach they cannot change. */
    @Override
    public MaintenanceState maintenance(Nodes nodes) {
        MaintenanceCommands commands = maintenanceCommands(nodes);
        Remote asked = nodes.on(keepers(nodes).get(0));
        return commands.parse(asked.require(commands.show()).stdout());
    }

    @Override
    public Command maintenanceBegin(Nodes nodes, long startNanos, List<String> machines) {
        return maintenanceCommands(nodes).change("maintenance-begin", startNanos, machines);
    }

    @Override
    public Command maintenanceEnd(Nodes nodes, long startNanos, List<String> machines) {
        return maintenanceCommands(nodes).change("maintenance-end", startNanos, machines);
    }

    @Override
    public Command maintenanceCheck(Nodes nodes, long startNanos, List<String> machines) {
        return maintenanceCommands(nodes).change("maintenance-check", startNanos, machines);
    }

    private MaintenanceCommands maintenanceCommands(Nodes nodes) {
        return new MaintenanceCommands(
                keepers(nodes).stream()
                        .map(node -> nodes.inventory().node(node).address() + ":" + port(Role.MASTER))
                        .toList(),
                maintainable(nodes).stream().map(nodes.inventory()::node).toList());
    }

    private Nodes ensembleOf(Nodes nodes) {
        return NodesView.of(nodes, ensemble(nodes));
    }

    @Override
    public List<String> logFiles(Remote node) {
        return existing(
                node,
                Arrays.stream(Role.values())
                        .flatMap(role -> logsOf(role).stream())
                        .toList());
    }

    /** The log files of {@code role}, relative to {@link #directory}. */
    List<String> logsOf(Role role) {
        return role == Role.ZOOKEEPER ? List.of("zookeeper/daemon.log", "zookeeper/conf/zoo.cfg") : logs(role);
    }

    /** The last line that the server of {@code role} wrote to its output on {@code node}; empty if there is none. */
    String lastLine(Remote node, Role role) {
        return SCRIPT.run(node, "last", directory(), daemon(role).directory()).strip();
    }

    /** Absolute paths of those of {@code files}, relative to {@link #directory}, that exist on {@code node}. */
    List<String> existing(Remote node, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("logs", directory()));
        arguments.addAll(files);
        return SCRIPT.run(node, arguments.toArray(String[]::new)).lines().toList();
    }
}
