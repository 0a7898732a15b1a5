package io.partita.nemesis.ledger;

import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.node.DeadMan;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.Sweep;
import io.partita.nemesis.proof.PartitionProof;
import io.partita.nemesis.proof.Polling;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.RemoteException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Undoes faults whose nemesis is dead, with nothing but its ledger and the nodes. Idempotent. A node that cannot be
 * reached or would not follow is reported; it does not keep the others from being healed.
 */
public final class Healer {

    private static final Duration PROOF_LIMIT = Duration.ofSeconds(15);

    private final Nodes nodes;
    private final Polling polling;
    private final RunClock clock;
    private final Map<String, String> unreachable = new HashMap<>();
    private final Map<String, List<String>> left = new HashMap<>();
    private Optional<Ledger> ledger = Optional.empty();

    private Healer(Nodes nodes, RunClock clock) {
        this.nodes = nodes;
        this.clock = clock;
        this.polling = new Polling(clock::millis, clock::sleep, Duration.ofMillis(50));
    }

    /**
     * Undoes every injection of {@code ledger} that is not proven healed, the latest first, proves that each is gone,
     * and writes that down in the ledger.
     */
    public static HealReport heal(Path ledger, Nodes nodes) {
        return heal(ledger, nodes, RunClock.fromNow());
    }

    static HealReport heal(Path file, Nodes nodes, RunClock clock) {
        List<Injection> open = Ledgers.open(file);
        return open.isEmpty()
                ? new HealReport(List.of(), Map.of(), Map.of(), Map.of())
                : heal(open, () -> Ledger.open(file, "heal"), nodes, clock);
    }

    static HealReport heal(List<Injection> open, Supplier<Ledger> ledger, Nodes nodes, RunClock clock) {
        var healer = new Healer(nodes, clock);
        healer.open(ledger);
        var outcomes = new ArrayList<HealReport.Outcome>();
        for (int i = open.size() - 1; i >= 0; i--) {
            outcomes.add(healer.heal(open.get(i)));
        }
        healer.note(Ledger::close);
        return new HealReport(outcomes, Map.of(), healer.unreachable, healer.left);
    }

    /**
     * Closes every injection of {@code ledger} that is not proven healed, for nodes that no longer exist: they took
     * their faults with them.
     *
     * @return how many there were
     */
    public static int endAsGone(Path ledger) {
        List<Injection> open = Ledgers.open(ledger);
        if (!open.isEmpty()) {
            RunClock clock = RunClock.fromNow();
            try (Ledger writing = Ledger.open(ledger, "heal")) {
                for (Injection injection : open) {
                    writing.healed(injection.id(), clock.millis(), Proof.of("", Map.of("nodes", "gone")));
                }
            }
        }
        return open.size();
    }

    /**
     * Removes everything of ours from all nodes, whatever ledgers say: runs the inverses that are stored on the nodes,
     * removes our firewall chain and directory, and proves that the nodes reach each other.
     */
    public static HealReport sweep(Nodes nodes) {
        var healer = new Healer(nodes, RunClock.fromNow());
        Map<String, List<String>> found = healer.sweepNodes();
        if (healer.unreachable.isEmpty() && healer.left.isEmpty()) {
            Proof whole = healer.wholeNetwork(nodes.names());
            if (!whole.holds()) {
                healer.left.put("network", List.of(whole.missing()));
            }
        }
        return new HealReport(List.of(), found, healer.unreachable, healer.left);
    }

    private HealReport.Outcome heal(Injection injection) {
        note(ledger -> ledger.healing(injection.id(), clock.millis()));
        EachNode<CommandResult> undone = each(injection, Inverse::undo);
        EachNode<CommandResult> checked = each(injection, Inverse::check);
        var missing = new LinkedHashSet<String>();
        var evidence = new LinkedHashMap<String, Object>();
        for (Inverse inverse : injection.inverses()) {
            String node = inverse.node();
            judge(injection, node, undone, "undoing", missing);
            if (judge(injection, node, checked, "checking", missing)) {
                evidence.put(node, "clean");
            }
        }
        Proof proof = Proof.of(String.join("; ", missing), Map.of("checked", evidence));
        boolean network = injection.inverses().stream()
                .anyMatch(inverse -> inverse.objects().contains(Firewall.OBJECT));
        if (proof.holds() && network) {
            proof = wholeNetwork(injection.nodes()).with("checked", evidence);
        }
        if (proof.holds()) {
            EachNode<CommandResult> disarmed = each(injection, inverse -> DeadMan.disarm(injection.timer()));
            injection.nodes().forEach(node -> judge(injection, node, disarmed, "disarming", missing));
            proof = missing.isEmpty() ? proof : Proof.of(String.join("; ", missing), proof.data());
        }
        if (proof.holds()) {
            Proof healed = proof;
            note(ledger -> ledger.healed(injection.id(), clock.millis(), healed));
        } else {
            String why = proof.missing();
            note(ledger -> ledger.broken(injection.id(), clock.millis(), why));
            if (missing.isEmpty()) {
                leave("network", injection.id() + ": " + proof.missing());
            }
        }
        return new HealReport.Outcome(injection, proof);
    }

    private void open(Supplier<Ledger> opening) {
        try {
            ledger = Optional.of(opening.get());
        } catch (UncheckedIOException e) {
            leave("ledger", e.getMessage());
        }
    }

    /** A ledger that cannot be written, for a full disk perhaps, keeps no node from being healed; but it is told. */
    private void note(Consumer<Ledger> line) {
        try {
            ledger.ifPresent(line);
        } catch (UncheckedIOException e) {
            leave("ledger", e.getMessage());
        }
    }

    private Proof wholeNetwork(List<String> names) {
        return polling.await(PROOF_LIMIT, PartitionProof.healedAgain(nodes, names));
    }

    private EachNode<CommandResult> each(Injection injection, Function<Inverse, Command> part) {
        var commands = new HashMap<String, Command>();
        injection.inverses().forEach(inverse -> commands.put(inverse.node(), part.apply(inverse)));
        return EachNode.of(nodes, injection.nodes(), remote -> remote.run(commands.get(remote.node())));
    }

    private boolean judge(
            Injection injection, String node, EachNode<CommandResult> all, String what, Set<String> missing) {
        RemoteException failure = all.failures().get(node);
        if (failure != null) {
            unreachable.putIfAbsent(node, failure.getMessage());
            missing.add(failure.getMessage());
            return false;
        }
        CommandResult result = all.results().get(node);
        if (!result.succeeded()) {
            String said = (result.stdout() + result.stderr()).strip();
            missing.add(node + ": " + what + " " + injection.fault() + " exited " + result.exitStatus() + ": " + said);
            leave(node, what + " " + injection.id() + " (" + injection.fault() + ") failed: " + said);
            return false;
        }
        return true;
    }

    private Map<String, List<String>> sweepNodes() {
        EachNode<CommandResult> swept = EachNode.of(nodes, nodes.names(), remote -> remote.run(Sweep.command()));
        swept.failures().forEach((node, failure) -> unreachable.put(node, failure.getMessage()));
        var found = new LinkedHashMap<String, List<String>>();
        swept.results().forEach((node, result) -> {
            List<String> lines = result.stdout().lines().toList();
            found.put(
                    node,
                    lines.stream().filter(line -> !line.startsWith("left ")).toList());
            lines.stream().filter(line -> line.startsWith("left ")).forEach(line -> leave(node, line.substring(5)));
            if (!result.succeeded() && !left.containsKey(node)) {
                leave(
                        node,
                        "sweep exited " + result.exitStatus() + ": "
                                + result.stderr().strip());
            }
        });
        return found;
    }

    private void leave(String where, String what) {
        left.computeIfAbsent(where, key -> new ArrayList<>()).add(what);
    }
}
