package io.partita.control.cli;

import io.partita.control.run.ClusterBusyException;
import io.partita.provisioning.cluster.Cluster;
import io.partita.provisioning.cluster.ClusterException;
import io.partita.provisioning.cluster.ClusterLock;
import io.partita.provisioning.cluster.DebianPackages;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.system.Provision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The clusters on this machine, as the commands use them. */
final class LocalClusters {

    private LocalClusters() {}

    static LxcCluster named(String name, List<String> nodes) {
        return LxcCluster.in(LxcCluster.DEFAULT_HOME.resolve(name), nodes);
    }

    /** The cluster as it is: with the nodes that it was made with, or the usual five. */
    static LxcCluster existing(String name) {
        LxcCluster usual = LxcCluster.named(name, 5);
        return usual.inventory()
                .map(inventory -> named(name, inventory.names()))
                .orElse(usual);
    }

    /** Something to do with a cluster that nobody else uses meanwhile. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /**
     * Does {@code work} while holding the right to use {@code cluster}.
     *
     * @throws ClusterBusyException if another process has it
     */
    static <T> T whileHolding(LxcCluster cluster, String purpose, Work<T> work) throws InterruptedException {
        ClusterLock.Attempt attempt = ClusterLock.tryAcquire(cluster.directory(), purpose);
        if (attempt instanceof ClusterLock.HeldBy held) {
            throw new ClusterBusyException("cluster " + cluster.name() + " is in use by " + held.holder()
                    + "\n    Wait for it to end, or use another cluster: --cluster-name NAME");
        }
        ClusterLock lock = ((ClusterLock.Acquired) attempt).lock();
        try {
            return work.run();
        } finally {
            lock.close();
        }
    }

    /** {@code cluster}, which remembers from its {@link Cluster#up} on whether it is to stay after a run. */
    static Cluster remembering(LxcCluster cluster, boolean stays) {
        return new Cluster() {
            @Override
            public String name() {
                return cluster.name();
            }

            @Override
            public Inventory up() {
                Inventory inventory = cluster.up();
                cluster.keep(stays);
                return inventory;
            }

            @Override
            public void down() {
                cluster.down();
            }

            @Override
            public Optional<Inventory> inventory() {
                return cluster.inventory();
            }
        };
    }

    /**
     * Installs the Debian packages that this machine lacks for nodes, after naming them.
     *
     * @throws ClusterException if something is missing that no package brings, or that only root could install
     */
    static void requireSupport(Terminal terminal) {
        requireSupport(terminal, Set.of());
    }

    /** Likewise with what the nodes need for {@code provisions}. */
    static void requireSupport(Terminal terminal, Set<Provision> provisions) {
        List<LxcSupport.Missing> missing = missing(provisions);
        List<String> packages = missing.stream()
                .flatMap(lack -> lack.packages().stream())
                .distinct()
                .toList();
        if (!packages.isEmpty() && DebianPackages.canInstall()) {
            terminal.line("installing Debian packages: " + String.join(" ", packages));
            DebianPackages.install(packages);
            missing = missing(provisions);
        }
        if (!missing.isEmpty()) {
            throw new ClusterException("this machine cannot run LXC nodes:\n"
                    + missing.stream().map(lack -> "    " + lack).collect(Collectors.joining("\n"))
                    + "\n    See: control doctor");
        }
    }

    /** What this machine lacks for nodes with {@code provisions}. */
    static List<LxcSupport.Missing> missing(Set<Provision> provisions) {
        List<LxcSupport.Missing> missing = new ArrayList<>(LxcSupport.missing());
        provisions.forEach(each -> missing.addAll(missing(each)));
        return List.copyOf(missing);
    }

    /** What this machine lacks for {@code provision} alone. */
    static List<LxcSupport.Missing> missing(Provision provision) {
        return switch (provision) {
            case CLOCK -> LxcSupport.missingForClocks();
            case DISK -> LxcSupport.missingForDisks();
        };
    }
}
