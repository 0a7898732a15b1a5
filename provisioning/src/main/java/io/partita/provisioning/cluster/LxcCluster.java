package io.partita.provisioning.cluster;

import io.partita.provisioning.internal.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
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
    /** What can stand in LXC's and overlay's settings as it is. */
    private static final Pattern DIRECTORY = Pattern.compile("[A-Za-z0-9/._-]+");

    private static final Pattern NODE_NAME = Pattern.compile("[a-z][a-z0-9]{0,14}");
    private static final Duration OTHERS = Duration.ofSeconds(60);

    private final ClusterFiles files;
    private final List<String> names;
    private final JavaHome java;
    private final Containers containers;
    private final Bridge bridge;
    private final NodeDisks disks;
    private final boolean wantsDisks;

    LxcCluster(Path directory, List<String> names, JavaHome java) {
        this(directory, names, java, false);
    }

    private LxcCluster(Path directory, List<String> names, JavaHome java, boolean wantsDisks) {
        this.wantsDisks = wantsDisks;
        this.files = new ClusterFiles(directory);
        this.names = List.copyOf(names);
        this.java = java;
        this.containers = new Containers(files);
        this.bridge = new Bridge(files);
        this.disks = new NodeDisks(files);
        require(DIRECTORY, "directory of the cluster", files.directory().toString());
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
        return named(name, nodeNames(nodes));
    }

    /**
     * The cluster {@code name} of the given nodes, in {@link #DEFAULT_HOME}.
     *
     * @throws IllegalArgumentException if {@code name} is none, such as a path that leads elsewhere: what is not the
     *     cluster's own must never be taken for its files and removed with them
     */
    public static LxcCluster named(String name, List<String> nodes) {
        require(CLUSTER_NAME, "cluster name", name);
        return in(DEFAULT_HOME.resolve(name), nodes);
    }

    /** Whether a cluster can have this name: up to 40 lower-case letters, digits and hyphens, no hyphen first. */
    public static boolean isName(String name) {
        return CLUSTER_NAME.matcher(name).matches();
    }

    /** Whether a node can have this name: up to 15 lower-case letters and digits, a letter first. */
    public static boolean isNodeName(String name) {
        return NODE_NAME.matcher(name).matches();
    }

    /** The cluster of the given nodes whose files are in {@code directory}, whose last part is the cluster's name. */
    public static LxcCluster in(Path directory, List<String> names) {
        return new LxcCluster(directory, names, JavaHome.running());
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
                    .filter(directory -> isName(directory.getFileName().toString()))
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

    /**
     * The same cluster, each node of which has a disk of its own at {@link NodeDisks#DIRECTORY}. One that is up without
     * them is replaced by {@link #up}.
     */
    public LxcCluster withDisks() {
        return new LxcCluster(files.directory(), names, java, true);
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
            if (known.isPresent()
                    && bridge.exists()
                    && known.get().names().equals(names)
                    && (!wantsDisks || disks.exist(names))) {
                return complete(known.get());
            }
            known.ifPresent(old -> LOG.info(
                    "cluster {} of {} is replaced{}", name(), old.names(), wantsDisks ? " by one with disks" : ""));
            remove();
            return takingBackOnFailure(this::create);
        });
    }

    private void requireSupport() {
        List<LxcSupport.Missing> missing = LxcSupport.missing(Path.of("/"), files.directory());
        if (!missing.isEmpty()) {
            throw new ClusterException("this machine cannot carry LXC nodes:"
                    + missing.stream().map(each -> "\n  - " + each).reduce("", String::concat));
        }
    }

    private Inventory create() {
        Blueprint blueprint = new Blueprint(files, java, wantsDisks ? Optional.of(disks) : Optional.empty());
        blueprint.prepareDirectory();
        Subnet subnet = bridge.create();
        Inventory inventory = blueprint.inventory(names, subnet);
        blueprint.writeShared(inventory);
        Parallel.forEach(inventory.names(), name -> blueprint.writeNode(name, inventory, subnet));
        blueprint.writeKnownHosts(inventory);
        Parallel.forEach(inventory.names(), name -> start(inventory.node(name)));
        if (names.size() > 1) {
            long first = containers
                    .init(names.get(0))
                    .orElseThrow(() -> new ClusterException(
                            "node " + names.get(0) + " ended right after its start" + console(names.get(0))));
            Bridge.requireForwarding(first, subnet.node(2));
        }
        InventoryJson.write(files.inventory(), inventory);
        return inventory;
    }

    private void start(Node node) {
        disks.mount(node.name());
        containers.start(node.name());
        if (!SshBanner.await(node.address())) {
            throw new ClusterException("node " + node.name() + ": no SSH server answers on " + node.address() + ":"
                    + SshBanner.PORT + console(node.name()));
        }
    }

    private String console(String node) {
        return LogTail.of(files.node(node).resolve("console.log"));
    }

    /** Starts again those nodes of a cluster that have died or do not answer. Their files are kept. */
    private Inventory complete(Inventory inventory) {
        Parallel.forEach(inventory.names(), name -> {
            Node node = inventory.node(name);
            if (!SshBanner.answers(node.address())) {
                LOG.info("node {} does not answer and is started again", name);
                containers.stop(name);
                bridge.removeNode(names.indexOf(name) + 1);
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
        // A run that was killed left its lock's file; one that lives keeps it.
        if (ClusterLock.tryAcquire(files.directory(), "cluster down") instanceof ClusterLock.Acquired stale) {
            stale.lock().close();
        }
    }

    /** Removes what there is of the cluster, in the order in which nothing can come back. */
    private void remove() {
        files.requireOurs();
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

    /**
     * Whether the cluster is up and is to stay: false for one that a run made for itself, so that after the death of
     * that run the next one knows that nobody else wants it.
     */
    public boolean isKept() {
        return inventory().isPresent() && !Files.exists(files.madeForARun());
    }

    /**
     * Says whether the cluster, which is up, is to stay when the run that uses it ends.
     *
     * @throws ClusterException if that cannot be written down
     */
    public void keep(boolean kept) {
        try {
            if (kept) {
                Files.deleteIfExists(files.madeForARun());
            } else if (!Files.exists(files.madeForARun())) {
                Files.createFile(files.madeForARun());
            }
        } catch (IOException e) {
            throw new ClusterException("cannot mark cluster " + files.name() + ": " + e, e);
        }
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
            containers.endAbandonedCommands();
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
