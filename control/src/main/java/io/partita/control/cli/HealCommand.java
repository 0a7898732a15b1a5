package io.partita.control.cli;

import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Problem;
import io.partita.control.run.ClusterBusyException;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.provisioning.cluster.ClusterException;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.SshNodes;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code control heal}: undoes the faults of runs that died. Needs only their ledgers and inventories. */
@Command(
        name = "heal",
        description = {"Undoes faults that a run left behind, and proves that they are gone.", ""},
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 every node is clean, 3 a node could not be reached or healed, 75 cluster in use."
        })
final class HealCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--results", paramLabel = "DIR", description = "Where results are written. Default: results.")
    private Path results;

    private final Terminal terminal = Terminal.system();
    private boolean clean = true;
    private int looked;
    private int busy;

    /** Which runs. */
    static final class Which {
        @Option(names = "--run", paramLabel = "DIR", description = "The run in this directory.")
        private Path run;

        @Option(
                names = "--all",
                description = "Every run in the results, then whatever else of ours is found on the local clusters.")
        private boolean all;
    }

    @Override
    public Integer call() throws InterruptedException {
        // Where none was named there may be none yet; a misspelt one must not be taken for one without faults.
        Path root = results == null ? Path.of("results") : StoredRuns.root(results);
        List<Path> ledgers = which.all ? Ledgers.unhealed(root) : List.of(ledgerOf(which.run));
        for (Path ledger : ledgers) {
            heal(ledger);
        }
        if (which.all) {
            for (LxcCluster cluster : LxcCluster.existing()) {
                Path byHand = LocalClusters.ledgerByHand(cluster);
                if (Files.isRegularFile(byHand)) {
                    heal(byHand);
                }
                sweep(cluster);
            }
        }
        terminal.result(conclusion());
        return !clean ? ExitCodes.INFRASTRUCTURE : busy > 0 && looked == 0 ? ExitCodes.BUSY : ExitCodes.VALID;
    }

    /** Nothing is called clean that nobody has looked at. */
    private String conclusion() {
        if (!clean) {
            return "NOT clean";
        }
        String others =
                busy == 0 ? "" : "; not looked at, because in use: " + busy + (busy == 1 ? " cluster" : " clusters");
        return (looked == 0 ? "nothing was looked at" : "clean") + others;
    }

    private static Path ledgerOf(Path run) {
        Path ledger = run.resolve(Ledgers.FILE_NAME);
        if (!Files.isRegularFile(ledger)) {
            throw new ConfigurationException(List.of(new Problem(
                    "--run " + run + " holds no ledger of faults",
                    "Name the directory of a run, as in results/WORKLOAD/NEMESIS/INSTANT, or use --all.")));
        }
        return ledger;
    }

    /** What is wrong with one run keeps no other from being healed. */
    private void heal(Path ledger) throws InterruptedException {
        Path run = ledger.toAbsolutePath().getParent();
        try {
            healRun(run, ledger);
        } catch (ClusterBusyException e) {
            busy++;
            terminal.line(run + ": " + e.getMessage().lines().findFirst().orElseThrow() + "; left alone");
        } catch (UncheckedIOException | ClusterException | ConfigurationException e) {
            clean = false;
            terminal.line(run + ": not healed: " + e.getMessage());
        }
    }

    private void healRun(Path run, Path ledger) throws InterruptedException {
        List<Integer> torn = Ledgers.torn(ledger);
        boolean open = !Ledgers.open(ledger).isEmpty();
        if (!open && torn.isEmpty()) {
            terminal.result(run.getFileName() + "  its ledger has no unhealed fault; the nodes were not looked at");
            return;
        }
        Inventory inventory = InventoryJson.read(run.resolve("inventory.json"));
        LxcCluster cluster = LocalClusters.named(inventory.cluster(), inventory.names());
        if (!isSame(inventory, cluster)) {
            // Nodes that no longer exist took their faults with them.
            int ended = Healer.endAsGone(ledger);
            terminal.line(run + ": its cluster is gone, and " + ended + " faults with it");
            return;
        }
        withNodes(cluster, () -> Optional.of(inventory), nodes -> {
            HealReport report = Healer.heal(ledger, nodes);
            for (HealReport.Outcome outcome : report.outcomes()) {
                terminal.result(run.getFileName() + "  " + outcome.injection().id() + " "
                        + outcome.injection().fault() + ": "
                        + (outcome.proof().holds()
                                ? "proven healed"
                                : "NOT healed: " + outcome.proof().missing()));
            }
            tell(report);
            if (!torn.isEmpty() && !which.all) {
                // Usually a process died while it wrote. But if the line was of a fault, only the nodes can say what it
                // was.
                terminal.line(ledger + ": cannot be read in line "
                        + torn.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + "; so everything of ours is removed from the nodes");
                sweep(cluster.name(), nodes);
            }
        });
    }

    /** Whether the nodes that a run knew are those that are there now: every cluster has host keys of its own. */
    private static boolean isSame(Inventory inventory, LxcCluster cluster) {
        return cluster.inventory().filter(inventory::equals).isPresent();
    }

    /** A cluster that another run uses is left alone: its faults are that run's business. */
    private void sweep(LxcCluster cluster) throws InterruptedException {
        try {
            withNodes(cluster, () -> cluster.inventory(), nodes -> sweep(cluster.name(), nodes));
        } catch (ClusterBusyException e) {
            busy++;
            terminal.line(e.getMessage().lines().findFirst().orElseThrow() + "; left alone");
        }
    }

    private void sweep(String cluster, Nodes nodes) {
        HealReport report = Healer.sweep(nodes);
        List<String> onHost = report.found().getOrDefault("host", List.of());
        if (!onHost.isEmpty()) {
            terminal.result(cluster + "  removed from this machine: " + String.join(", ", onHost));
        }
        for (String node : nodes.names()) {
            List<String> found = report.found().getOrDefault(node, List.of());
            boolean clear = !report.unreachable().containsKey(node)
                    && !report.left().containsKey(node)
                    && !report.left().containsKey("network");
            terminal.result(cluster + "/" + node + "  "
                    + (report.unreachable().containsKey(node)
                            ? "was not looked at"
                            : found.isEmpty()
                                    ? "nothing of ours"
                                    : (clear ? "removed " : "found ") + String.join(", ", found))
                    + (clear ? ", proven clean" : ", NOT clean"));
        }
        tell(report);
    }

    private interface Work {
        void on(Nodes nodes);
    }

    /** Does {@code work} on the nodes, if they still exist once nobody else uses them. */
    private void withNodes(LxcCluster cluster, Supplier<Optional<Inventory>> inventory, Work work)
            throws InterruptedException {
        LocalClusters.whileHolding(cluster, "control heal", () -> {
            Optional<Inventory> present = inventory.get();
            if (present.isPresent()) {
                // Nodes that cannot be reached are the report's business: they must not keep the others from being
                // healed.
                looked++;
                try (Nodes nodes = SshNodes.lazily(present.get())) {
                    work.on(nodes);
                }
            }
            return null;
        });
    }

    private void tell(HealReport report) {
        report.unreachable().forEach((node, why) -> terminal.line("control: " + node + " could not be used: " + why));
        report.left().forEach((node, what) -> terminal.line("control: left on " + node + ": " + what));
        clean &= report.clean();
    }
}
