package io.partita.nemesis.ledger;

import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.Sweep;
import io.partita.nemesis.proof.PartitionProof;
import io.partita.nemesis.proof.Polling;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.host.NodeState;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Undoes faults whose nemesis is dead, with nothing but its ledger and the nodes. Idempotent. A node that cannot be
 * reached or would not follow is reported; it does not keep the others from being healed.
 */
public final class Healer {

    private static final Duration PROOF_LIMIT = Duration.ofSeconds(15);

    private final Nodes nodes;
    private final Places places;
    private final Polling polling;
    private final RunClock clock;
    private final Map<String, String> unreachable = new HashMap<>();
    private final Map<String, List<String>> left = new HashMap<>();
    private Optional<Ledger> ledger = Optional.empty();

    private Healer(Nodes nodes, Optional<NodeHost> host, RunClock clock) {
        this.nodes = nodes;
        this.places = new Places(nodes, host);
        this.clock = clock;
        this.polling = new Polling(clock::millis, clock::sleep, Duration.ofMillis(50));
    }

    /**
     * Undoes every injection of {@code ledger} that is not proven healed, the latest first, proves that each is gone,
     * and writes that down in the ledger.
     */
    public static HealReport heal(Path ledger, Nodes nodes) {
        return heal(ledger, nodes, NodeHost.of(nodes.inventory()), RunClock.fromNow());
    }

    static HealReport heal(Path file, Nodes nodes, RunClock clock) {
        return heal(file, nodes, Optional.empty(), clock);
    }

    /** As {@link #heal(Path, Nodes)}, on nodes that {@code host} carries and by {@code clock}. */
    public static HealReport heal(Path file, Nodes nodes, Optional<NodeHost> host, RunClock clock) {
        List<Injection> open = Ledgers.open(file);
        return open.isEmpty()
                ? new HealReport(List.of(), Map.of(), Map.of(), Map.of())
                : heal(open, () -> Ledger.open(file, "heal"), nodes, host, clock);
    }

    static HealReport heal(
            List<Injection> open, Supplier<Ledger> ledger, Nodes nodes, Optional<NodeHost> host, RunClock clock) {
        var healer = new Healer(nodes, host, clock);
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
     * Removes everything of ours from all nodes, whatever ledgers say: runs the inverses that are stored on the nodes and on
     * the machine that carries them, starts nodes that are off or stand still, removes our firewall chain and directory, and
     * proves that the nodes reach each other.
     */
    public static HealReport sweep(Nodes nodes) {
        return sweep(nodes, NodeHost.of(nodes.inventory()));
    }

    /** As {@link #sweep(Nodes)}, of nodes that {@code host} carries. */
    public static HealReport sweep(Nodes nodes, Optional<NodeHost> host) {
        var healer = new Healer(nodes, host, RunClock.fromNow());
        Map<String, List<String>> found = new LinkedHashMap<>();
        host.ifPresent(machine -> found.putAll(healer.sweepHost(machine)));
        healer.sweepNodes().forEach((node, what) -> found.merge(node, what, Healer::both));
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
        EachNode<CommandResult> undone = places.each(injection, Inverse::undo);
        EachNode<CommandResult> checked = places.each(injection, Inverse::check);
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
            EachNode<CommandResult> disarmed =
                    places.eachTimer(injection, timing -> timing.timers().disarm(timing.name()));
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

    /** Before the nodes are looked at: one that is off cannot be. */
    private Map<String, List<String>> sweepHost(NodeHost host) {
        var found = new LinkedHashMap<String, List<String>>();
        try {
            CommandResult swept = host.machine().run(Sweep.ofHost(host.directory()));
            List<String> lines = swept.stdout().lines().toList();
            lines.stream().filter(line -> line.startsWith("left ")).forEach(line -> leave("host", line.substring(5)));
            if (!swept.succeeded() && !left.containsKey("host")) {
                leave(
                        "host",
                        "sweep exited " + swept.exitStatus() + ": "
                                + swept.stderr().strip());
            }
            List<String> healed =
                    lines.stream().filter(line -> !line.startsWith("left ")).toList();
            if (!healed.isEmpty()) {
                found.put("host", healed);
            }
            nodes.parallel(node -> wake(host, node.node())).forEach((node, was) -> {
                if (!was.isEmpty()) {
                    found.put(node, List.of(was));
                }
            });
        } catch (RemoteException e) {
            leave("host", e.getMessage());
        }
        return found;
    }

    /** Starts {@code node} if it is off, lets it or some of its processes go on if they stand still, and says which of these. */
    private static String wake(NodeHost host, String node) {
        NodeState.Power was = NodeState.parse(
                        host.machine().require(host.state(node)).stdout())
                .power();
        if (was == NodeState.Power.RUNNING) {
            if (host.machine().require(host.frozenProcesses(node)).stdout().isEmpty()) {
                return "";
            }
            host.machine().require(host.thawProcesses(node));
            return "frozen processes";
        }
        host.machine().require(host.powerOn(node));
        return was == NodeState.Power.OFF ? "off" : "frozen";
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
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
