package io.partita.control.cli;

import io.partita.control.plan.ClusterChecks;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Problem;
import io.partita.control.run.ClusterBusyException;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.provisioning.cluster.Cluster;
import io.partita.provisioning.cluster.ClusterException;
import io.partita.provisioning.cluster.ClusterLock;
import io.partita.provisioning.cluster.DebianPackages;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.system.Provision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The clusters on this machine, as the commands use them. */
final class LocalClusters {

    /** For a command that takes its time to measure the network. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private LocalClusters() {}

    /**
     * The cluster with these nodes.
     *
     * @throws ConfigurationException if its name or theirs are none
     */
    static LxcCluster named(String name, List<String> nodes) {
        List<Problem> problems = new ArrayList<>();
        ClusterChecks.local(name, nodes, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return LxcCluster.named(name, nodes);
    }

    /**
     * The cluster as it is: with the nodes that it was made with, or the usual five.
     *
     * @throws ConfigurationException if that is no name
     */
    static LxcCluster existing(String name) {
        LxcCluster usual = named(name, LxcCluster.nodeNames(5));
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
        return whileHolding(cluster, purpose, other -> false, work);
    }

    /** The same after those others who are {@code brief}, which their purpose tells. */
    static <T> T whileHolding(LxcCluster cluster, String purpose, Predicate<String> brief, Work<T> work)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ClusterLock.Attempt attempt = ClusterLock.tryAcquire(cluster.directory(), purpose);
        while (attempt instanceof ClusterLock.HeldBy held) {
            // Who has just begun has not yet said what for.
            boolean worthWaiting =
                    held.holder().pid() == 0 || brief.test(held.holder().purpose());
            if (!worthWaiting || System.nanoTime() > deadline) {
                throw new ClusterBusyException("cluster " + cluster.name() + " is in use by " + held.holder()
                        + "\n    Wait for it to end, or use another cluster: --cluster-name NAME");
            }
            TimeUnit.MILLISECONDS.sleep(50);
            attempt = ClusterLock.tryAcquire(cluster.directory(), purpose);
        }
        ClusterLock lock = ((ClusterLock.Acquired) attempt).lock();
        try {
            return work.run();
        } finally {
            lock.close();
        }
    }

    /** What is cut by hand on {@code cluster}: the ledger lives and dies with its nodes. */
    static Path ledgerByHand(LxcCluster cluster) {
        return cluster.directory().resolve(Ledgers.FILE_NAME);
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
