package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.Crashable;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasClientPort;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.HasMembers;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Membership;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.Serving;
import io.partita.provisioning.system.Stoppable;
import io.partita.provisioning.system.SystemUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Apache ZooKeeper: one server on every node, together one ensemble. The jars are the release's own from Maven Central;
 * transactions are forced to disk as in production. Immutable, safe for use by several threads on different nodes.
 *
 * <p>The nodes need Java and nothing else. Everything lies below {@link ZooKeeperSettings#directory}.
 */
public final class ZooKeeperSystem
        implements SystemUnderTest,
                Killable,
                Stoppable,
                Pausable,
                Crashable,
                Revivable,
                HasProcess,
                Serving,
                HasLeader,
                HasMembers,
                HasClientPort,
                HasLogs,
                HasClock,
                HasData,
                Provisionable {

    static final String NAME = "zookeeper";
    private final ZooKeeperSettings settings;
    private final ArtifactCache cache;
    private final Installation installation;
    private final Set<Provision> provisions;
    private final Daemon daemon;

    /**
     * @throws IllegalArgumentException if the artifacts of {@code settings.version()} are not listed in our tree
     */
    public ZooKeeperSystem(ZooKeeperSettings settings, ArtifactCache cache) {
        this(settings, cache, Set.of());
    }

    private ZooKeeperSystem(ZooKeeperSettings settings, ArtifactCache cache, Set<Provision> provisions) {
        this.settings = settings;
        this.cache = Objects.requireNonNull(cache, "cache is null");
        this.installation = new Installation(settings, cache);
        this.provisions = Set.copyOf(provisions);
        Daemon plain = new Daemon(
                settings.directory(),
                List.of(
                        "java",
                        "-Xmx" + settings.heapMb() + "m",
                        // Five servers share a small machine: quick to start, few threads, little memory.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dzookeeper.fastleader.maxNotificationInterval=" + settings.notificationLimit(),
                        "-Dzookeeper.cnxTimeout=" + settings.connectLimit(),
                        MemberCommands.superuser(),
                        "-cp",
                        "conf:lib/*",
                        "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                        "conf/zoo.cfg"),
                List.of(settings.clientPort(), ZooKeeperSettings.QUORUM_PORT, ZooKeeperSettings.ELECTION_PORT));
        this.daemon = provisions.contains(Provision.CLOCK) ? plain.withClock() : plain;
    }

    /**
     * The system with the user's own artifact cache.
     *
     * @param options as {@link ZooKeeperSettings#parse} reads them
     */
    public static ZooKeeperSystem of(Map<String, String> options) {
        return new ZooKeeperSystem(ZooKeeperSettings.parse(options), new ArtifactCache());
    }

    @Override
    public Set<Provision> provisions() {
        return EnumSet.allOf(Provision.class);
    }

    @Override
    public ZooKeeperSystem provided(Set<Provision> wanted) {
        return new ZooKeeperSystem(
                wanted.contains(Provision.DISK) ? settings.in(NodeDisks.DIRECTORY + settings.directory()) : settings,
                cache,
                wanted);
    }

    @Override
    public List<ProcessClock> clocks(Nodes nodes, String node) {
        return provisions.contains(Provision.CLOCK) ? List.of(daemon.clock()) : List.of();
    }

    @Override
    public List<String> dataDirectories(Nodes nodes, String node) {
        return List.of(path("data"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return settings.version();
    }

    /** How this system is installed and timed. */
    public ZooKeeperSettings settings() {
        return settings;
    }

    @Override
    public void install(Nodes nodes) {
        installation.install(nodes, daemon);
    }

    @Override
    public void start(Nodes nodes) {
        nodes.parallel(node -> {
            start(node);
            return node.node();
        });
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        new Waiting(nodes, settings.clientPort(), daemon).await(limit);
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> {
            daemon.remove(node);
            return node.node();
        });
    }

    @Override
    public Duration recoveryBound() {
        return settings.recoveryBound();
    }

    @Override
    public void start(Remote node) {
        daemon.start(node);
    }

    @Override
    public void kill(Remote node) {
        daemon.kill(node);
    }

    @Override
    public String stop(Remote node) {
        return daemon.stop(node);
    }

    /** Nothing would start it again, so a crash is a kill. */
    @Override
    public Command crashing(String node) {
        return daemon.killing();
    }

    @Override
    public void pause(Remote node) {
        daemon.pause(node);
    }

    @Override
    public void resume(Remote node) {
        daemon.resume(node);
    }

    @Override
    public ProcessState state(Remote node) {
        return daemon.state(node);
    }

    @Override
    public Optional<String> process(Remote node) {
        return daemon.process(node);
    }

    /** The command that starts the server on a node unless it runs or is paused. */
    public Command startup() {
        return daemon.startup();
    }

    @Override
    public Command revival(String node) {
        return daemon.revival();
    }

    /** Nodes that do not answer within a second are not among them. */
    @Override
    public List<String> leaders(Nodes nodes) {
        Map<String, Boolean> leads =
                nodes.parallel(node -> leads(nodes.inventory().node(node.node())));
        return nodes.names().stream().filter(leads::get).toList();
    }

    private boolean leads(Node node) {
        return status(node).filter(ServerStatus::leads).isPresent();
    }

    /** A server without a quorum says that it does not serve. */
    @Override
    public boolean serves(Node node) {
        return status(node).isPresent();
    }

    private Optional<ServerStatus> status(Node node) {
        try {
            var address = new InetSocketAddress(node.address(), settings.clientPort());
            return Optional.of(ServerStatus.ask(address, Duration.ofSeconds(1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> ensemble(Nodes nodes) {
        return nodes.names();
    }

    @Override
    public Map<String, Membership> memberships(Nodes nodes) {
        MemberCommands commands = members(nodes);
        return nodes.parallel(
                node -> commands.parse(node.require(commands.show()).stdout()));
    }

    @Override
    public Command removal(Nodes nodes, List<String> names) {
        return members(nodes).change("member-remove", names);
    }

    @Override
    public Command addition(Nodes nodes, List<String> names) {
        return members(nodes).change("member-add", names);
    }

    @Override
    public Command membershipCheck(Nodes nodes, List<String> names) {
        return members(nodes).change("member-check", names);
    }

    private MemberCommands members(Nodes nodes) {
        return new MemberCommands(nodes.inventory().nodes(), settings.clientPort());
    }

    @Override
    public int clientPort() {
        return settings.clientPort();
    }

    @Override
    public List<String> logFiles(Remote node) {
        return List.of(daemon.log(), path("conf/zoo.cfg"));
    }

    private String path(String relative) {
        return settings.directory() + "/" + relative;
    }
}
