package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes as LXC containers on this machine: each with its own processes, host name, address, firewall and SSH server,
 * sharing nothing of the machine but the programs under {@code /usr}. Needs root and what {@link LxcSupport} lists.
 *
 * <p>All state is in the cluster's directory and in the kernel, under names that follow from that directory; an object
 * of this class holds none. So any process can continue or remove what another began. {@link #up} and {@link #down}
 * exclude each other, also across processes; {@link #status} and {@link #inventory} only look. Thread safe.
 */
public final class LxcCluster implements Cluster {

    /** Where clusters are kept unless said otherwise. */
    public static final Path DEFAULT_HOME = Path.of("/var/lib/partita/clusters");

    private static final Logger LOG = LoggerFactory.getLogger(LxcCluster.class);
    private static final Pattern CLUSTER_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern NODE_NAME = Pattern.compile("[a-z][a-z0-9]{0,14}");
    private static final Duration OTHERS = Duration.ofSeconds(60);

    private final ClusterFiles files;
    private final List<String> names;
    private final Containers containers;
    private final Bridge bridge;

    private LxcCluster(Path directory, List<String> names) {
        this.files = new ClusterFiles(directory);
        this.names = List.copyOf(names);
        this.containers = new Containers(files);
        this.bridge = new Bridge(files);
        require(CLUSTER_NAME, "cluster name", files.name());
        names.forEach(name -> require(NODE_NAME, "node name", name));
        if (names.isEmpty()
                || names.size() > Subnet.MAX_NODES
                || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException(
                    "a cluster has 1 to " + Subnet.MAX_NODES + " nodes with different names, not " + names);
        }
    }

    private static void require(Pattern pattern, String what, String name) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("the " + what + " \"" + name + "\" does not match " + pattern);
        }
    }

    /** The cluster {@code name} of nodes n1, n2, …, in {@link #DEFAULT_HOME}. */
    public static LxcCluster named(String name, int nodes) {
        return in(DEFAULT_HOME.resolve(name), nodeNames(nodes));
    }

    /** The cluster of the given nodes whose files are in {@code directory}, whose last part is the cluster's name. */
    public static LxcCluster in(Path directory, List<String> names) {
        return new LxcCluster(directory, names);
    }

    /**
     * The clusters in {@link #DEFAULT_HOME} that are up, by name.
     *
     * @throws ClusterException if the directory cannot be read
     */
    public static List<LxcCluster> existing() {
        if (!Files.isDirectory(DEFAULT_HOME)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(DEFAULT_HOME)) {
            return directories
                    .filter(Files::isDirectory)
                    .sorted()
                    .map(directory -> named(directory.getFileName().toString(), 1))
                    .flatMap(cluster ->
                            cluster.inventory().map(inventory -> in(cluster.directory(), inventory.names())).stream())
                    .toList();
        } catch (IOException e) {
            throw new ClusterException("cannot look for clusters in " + DEFAULT_HOME + ": " + e, e);
        }
    }

    /** The names n1, n2, … */
    public static List<String> nodeNames(int nodes) {
        return IntStream.rangeClosed(1, nodes).mapToObj(i -> "n" + i).toList();
    }

    @Override
    public String name() {
        return files.name();
    }

    /** Where the cluster's files are. */
    public Path directory() {
        return files.directory();
    }

    @Override
    public Inventory up() {
        requireSupport();
        return locked("cluster up", () -> {
            Optional<Inventory> known = inventory();
            if (known.isPresent() && bridge.exists() && known.get().names().equals(names)) {
                return complete(known.get());
            }
            remove();
            return takingBackOnFailure(this::create);
        });
    }

    private static void requireSupport() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        if (!missing.isEmpty()) {
            throw new ClusterException("this machine cannot carry LXC nodes:"
                    + missing.stream().map(each -> "\n  - " + each).reduce("", String::concat));
        }
    }

    private Inventory create() {
        try {
            Files.createDirectories(files.directory().getParent());
            Files.createDirectory(
                    files.directory(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createDirectory(files.containers());
            Subnet subnet = bridge.create();
            Inventory inventory = describe(subnet);
            SshKeys.generate(files.privateKey(), "partita-" + files.name());
            Parallel.forEach(inventory.names(), name -> build(name, inventory, subnet));
            writeKnownHosts(inventory);
            Parallel.forEach(inventory.nodes(), this::start);
            InventoryJson.write(files.inventory(), inventory);
            return inventory;
        } catch (IOException e) {
            throw new ClusterException("cannot write the files of cluster " + files.name() + ": " + e, e);
        }
    }

    private Inventory describe(Subnet subnet) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 1; i <= names.size(); i++) {
            String address = subnet.node(i);
            nodes.add(new Node(
                    names.get(i - 1),
                    address,
                    new Node.Ssh(address, SshBanner.PORT, "root", files.privateKey(), files.knownHosts())));
        }
        return new Inventory(files.name(), subnet.control(), nodes);
    }

    private void build(String name, Inventory inventory, Subnet subnet) {
        Path node = files.node(name);
        try {
            for (String each : List.of("root", "usr", "usr.work", "local")) {
                LocalModes.set(Files.createDirectories(node.resolve(each)), 0755);
            }
            LocalModes.set(Files.createDirectory(node.resolve("local/bin")), 0755);
            Files.createSymbolicLink(
                    node.resolve("local/bin/java"),
                    ContainerSettings.JavaHome.inNode().resolve("bin/java"));
            Path hostKey = node.resolve("host_key");
            SshKeys.generate(hostKey, name);
            new NodeRoot(node.resolve("root"))
                    .build(name, hosts(inventory), SshKeys.publicPart(files.privateKey()), hostKey);
            int index = inventory.names().indexOf(name) + 1;
            Files.writeString(node.resolve("config"), ContainerSettings.text(files, subnet, name, index));
        } catch (IOException e) {
            throw new ClusterException("cannot write the files of node " + name + ": " + e, e);
        }
    }

    private static String hosts(Inventory inventory) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n");
        hosts.append(inventory.controlAddress()).append(" control\n");
        inventory
                .nodes()
                .forEach(node -> hosts.append(node.address())
                        .append(' ')
                        .append(node.name())
                        .append('\n'));
        return hosts.toString();
    }

    private void writeKnownHosts(Inventory inventory) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Node node : inventory.nodes()) {
            lines.append(SshKeys.knownHost(
                    node.name() + "," + node.address(), files.node(node.name()).resolve("host_key")));
        }
        Files.writeString(files.knownHosts(), lines);
    }

    private void start(Node node) {
        containers.start(node.name());
        if (!SshBanner.await(node.address())) {
            throw new ClusterException("node " + node.name() + ": no SSH server answers on " + node.address() + ":"
                    + SshBanner.PORT + LogTail.of(files.node(node.name()).resolve("console.log")));
        }
    }

    /** Starts again those nodes of a cluster that have died or do not answer. Their files are kept. */
    private Inventory complete(Inventory inventory) {
        Parallel.forEach(inventory.nodes(), node -> {
            if (!SshBanner.answers(node.address())) {
                LOG.info("node {} does not answer and is started again", node.name());
                containers.stop(node.name());
                start(node);
            }
        });
        return inventory;
    }

    @Override
    public void down() {
        locked("cluster down", () -> {
            remove();
            return null;
        });
    }

    /** Removes what there is of the cluster, in the order in which nothing can come back. */
    private void remove() {
        containers.remove();
        bridge.remove();
        try {
            Mounts.removeBelow(files.directory());
            FileTrees.delete(files.directory());
        } catch (IOException e) {
            throw new ClusterException("cannot delete the files of cluster " + files.name() + ": " + e, e);
        }
    }

    @Override
    public Optional<Inventory> inventory() {
        return Files.exists(files.inventory(), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(InventoryJson.read(files.inventory()))
                : Optional.empty();
    }

    /** What can be seen of each node; empty if the cluster is not up. */
    public List<NodeStatus> status() {
        return inventory().map(Inventory::nodes).orElse(List.of()).stream()
                .map(node -> new NodeStatus(
                        node.name(), node.address(), containers.init(node.name()), SshBanner.answers(node.address())))
                .toList();
    }

    private <T> T takingBackOnFailure(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            try {
                remove();
            } catch (RuntimeException notRemoved) {
                e.addSuppressed(notRemoved);
            }
            throw e;
        }
    }

    private <T> T locked(String purpose, Supplier<T> work) {
        ClusterLock lock = lock(purpose);
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }

    private ClusterLock lock(String purpose) {
        AtomicReference<ClusterLock.Attempt> last = new AtomicReference<>();
        Waiting.until(OTHERS, Duration.ofMillis(20), () -> {
            last.set(ClusterLock.tryAcquireForChange(files.directory(), purpose));
            return last.get() instanceof ClusterLock.Acquired;
        });
        if (last.get() instanceof ClusterLock.Acquired acquired) {
            return acquired.lock();
        }
        throw new ClusterException("cluster " + files.name() + " is being changed by "
                + ((ClusterLock.HeldBy) last.get()).holder() + "; wait for it, or end that process");
    }
}
