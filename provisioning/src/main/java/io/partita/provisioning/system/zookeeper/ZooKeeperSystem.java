package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.internal.TarArchive;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Artifact;
import io.partita.provisioning.system.ArtifactCache;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.HasClientPort;
import io.partita.provisioning.system.HasClock;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.HasLogs;
import io.partita.provisioning.system.HasMembers;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Membership;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessClock;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Apache ZooKeeper: one server on every node, together one ensemble. The jars are the release's own from Maven Central;
 * transactions are forced to disk as in production. Immutable, safe for use by several threads on different nodes.
 *
 * <p>The nodes need Java and nothing else. Everything lies below {@link ZooKeeperSettings#directory}.
 */
public final class ZooKeeperSystem
        implements SystemUnderTest,
                Killable,
                Pausable,
                Revivable,
                HasLeader,
                HasMembers,
                HasClientPort,
                HasLogs,
                HasClock,
                HasData,
                Provisionable {

    static final String NAME = "zookeeper";
    private static final int NEEDED_MB = 200;
    private static final String ARCHIVE = "install.tar";
    /** Arguments: directory, archive, the server's id. */
    private static final String UNPACK = """
            set -e
            cd "$1"
            mkdir -p data
            echo "$3" >data/myid
            [ -e "$2" ] || exit 0
            tar -xf "$2"
            rm "$2"
            """;

    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration LOOK_FOR_THE_DEAD = Duration.ofSeconds(1);

    private final ZooKeeperSettings settings;
    private final ArtifactCache cache;
    private final List<Artifact> artifacts;
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
        this.artifacts = artifacts(settings.version());
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
        List<Node> members = nodes.inventory().nodes();
        TarArchive files = new TarArchive();
        for (Artifact artifact : artifacts) {
            files.add("lib/" + artifact.fileName(), content(cache.fetch(artifact)), 0644);
        }
        files.add("conf/zoo.cfg", ZooKeeperConfig.zooCfg(settings, members).getBytes(StandardCharsets.UTF_8), 0644);
        files.add("conf/simplelogger.properties", resource("simplelogger.properties"), 0644);
        byte[] archive = files.toBytes();
        nodes.parallel(node -> {
            daemon.remove(node);
            daemon.prepare(node, NEEDED_MB);
            node.write(path(ARCHIVE), archive, 0600);
            node.require(Command.script(UNPACK, path(""), ARCHIVE, ZooKeeperConfig.id(members, node.node()) + "")
                    .asIdempotent());
            return node.node();
        });
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Readiness readiness = new Readiness(nodes.inventory().nodes(), settings.clientPort());
        long begin = System.nanoTime();
        long nextLook = begin + LOOK_FOR_THE_DEAD.toNanos();
        while (true) {
            Map<String, String> lacks = readiness.lacks();
            if (lacks.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            boolean late = now - begin > limit.toNanos();
            if (late || now - nextLook > 0) {
                failIfDead(nodes, lacks);
                nextLook = now + LOOK_FOR_THE_DEAD.toNanos();
            }
            if (late) {
                throw new SystemException("zookeeper is not ready after " + limit.toMillis() + " ms: " + list(lacks)
                        + ". Next step: look at " + daemon.log() + " on these nodes");
            }
            pause();
        }
    }

    /** A server that died will not become ready, however long one waits. */
    private void failIfDead(Nodes nodes, Map<String, String> lacks) {
        Map<String, String> dead = nodes.parallel(
                List.copyOf(lacks.keySet()),
                node -> state(node) == ProcessState.DEAD
                        ? "does not run; its log ends with \"" + daemon.tail(node, 1) + "\""
                        : "");
        dead.values().removeIf(String::isEmpty);
        if (!dead.isEmpty()) {
            throw new SystemException("zookeeper is not ready: " + list(dead) + ". Next step: look at " + daemon.log()
                    + " on these nodes, or start the servers there");
        }
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

    /** Which process the server on {@code node} is: a word that no later process has; empty if none runs. */
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
        try {
            var address = new InetSocketAddress(node.address(), settings.clientPort());
            return ServerStatus.ask(address, Duration.ofSeconds(1)).leads();
        } catch (IOException e) {
            return false;
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

    private static String list(Map<String, String> byNode) {
        return byNode.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static void pause() {
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new SystemException("interrupted while waiting for zookeeper");
        }
    }

    private static List<Artifact> artifacts(String version) {
        InputStream list = ZooKeeperSystem.class.getResourceAsStream("artifacts-" + version + ".txt");
        if (list == null) {
            throw new IllegalArgumentException("zookeeper: no artifacts are listed for version \"" + version
                    + "\": this build knows " + ZooKeeperSettings.DEFAULT.version());
        }
        return Artifact.parseAll(list);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(ZooKeeperSystem.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
