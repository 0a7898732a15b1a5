package io.partita.nemesis.network;

import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.Limits;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Injection;
import io.partita.nemesis.ledger.Ledger;
import io.partita.nemesis.ledger.Ledgers;
import io.partita.nemesis.node.DeadMan;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.FirewallReading;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.node.UserCommand;
import io.partita.nemesis.proof.PartitionProof;
import io.partita.nemesis.proof.Polling;
import io.partita.nemesis.proof.Proof;
import io.partita.nemesis.proof.Reachability;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Partitions.Shape;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The network of a running cluster, cut and mended by hand. What it is depends on the last command alone. For one caller
 * at a time, who holds the right to use the cluster.
 *
 * <p>A cut made here ends when somebody ends it. Like every fault, its inverse is in a ledger before it is made. Another
 * cut takes its place without the network being whole in between: its intent is written first, then the nodes are
 * switched, then the ledger says of the former that it is over.
 *
 * <p>Methods throw {@link io.partita.provisioning.remote.RemoteException} when a node could not be used, and
 * {@link FaultException} when it cannot be cut off; what was done then stands in the ledger.
 */
public final class NetworkByHand {

    private static final String CUT = "net";
    private static final String COMMAND = "net run";
    /** After which a node whose command has cut off the control node undoes it. */
    private static final Duration GUARD = Duration.ofSeconds(90);

    private final Nodes nodes;
    private final Path file;
    private final Supplier<String> ids;
    private final RunClock clock;

    /**
     * @param ledger the ledger of the cluster's faults by hand; need not exist
     * @param ids names that no other fault of the cluster has
     */
    public NetworkByHand(Nodes nodes, Path ledger, Supplier<String> ids, RunClock clock) {
        this.nodes = nodes;
        this.file = ledger;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a command made of the network.
     *
     * @param declared what it is to be, in words
     * @param proof whether it was measured to be so, and the measurements
     * @param switchMillis from the command to the answer of the last node
     */
    public record Outcome(String declared, Proof proof, long switchMillis) {}

    /** What is cut by hand according to {@code ledger}, in words; empty if nothing is. */
    public static List<String> open(Path ledger) {
        return injections(ledger).stream().map(Injection::description).toList();
    }

    /**
     * Makes the network be {@code shape}, whatever it was.
     *
     * @param time after which the nodes end it by themselves; empty for never
     */
    public Outcome become(Shape shape, Optional<Duration> time) {
        if (shape.cut().dropped().isEmpty()) {
            return mend();
        }
        Map<String, NodeFacts> facts = NodeFacts.read(nodes);
        facts.forEach((node, fact) -> {
            if (!fact.missing().isEmpty()) {
                throw new FaultException(node + ": " + fact.missing());
            }
        });
        requireNoOthers();
        Map<String, List<String>> addresses = NodeFacts.addresses(nodes.inventory(), facts);
        var commands = new HashMap<String, Command>();
        String control = nodes.inventory().controlAddress();
        nodes.names().forEach(node -> commands.put(node, Firewall.switchTo(shape.cut(), node, addresses, control)));

        List<Injection> former = injections(file);
        Injection injection = injection(CUT, shape.words(), nodes.names());
        try (Ledger ledger = Ledger.open(file, CUT)) {
            ledger.intent(injection, clock.millis());
            former.forEach(this::disarm);
            time.ifPresent(limit -> nodes.parallel(
                    remote -> remote.require(DeadMan.armFor(injection.timer(), Firewall.clear(), limit))));
            long begin = clock.millis();
            nodes.parallel(remote -> remote.requireFast(commands.get(remote.node())));
            long switched = clock.millis() - begin;
            close(ledger, former, Proof.of("", Map.of("replacedBy", injection.id())));
            Proof proof = await(Limits.DEFAULT.active(), () -> PartitionProof.active(nodes, shape.cut(), addresses));
            ledger.active(injection.id(), clock.millis(), proof);
            return new Outcome(shape.words(), proof, switched);
        }
    }

    /** Makes the network whole; ends every cut that was made by hand. */
    public Outcome mend() {
        List<Injection> former = injections(file);
        long begin = clock.millis();
        nodes.parallel(remote -> remote.requireFast(Firewall.clear()));
        long switched = clock.millis() - begin;
        Proof proof = await(Limits.DEFAULT.recovered(), () -> PartitionProof.healed(nodes, nodes.names()));
        if (proof.holds() && !former.isEmpty()) {
            former.forEach(this::disarm);
            try (Ledger ledger = Ledger.open(file, CUT)) {
                close(ledger, former, proof);
            }
        }
        return new Outcome("every node sees every other", proof, switched);
    }

    /**
     * Runs a command on {@code node} with our chain in place; {@code iptables} is there the one that holds it. A command that
     * cuts off the control node is undone by the node itself after a minute and a half.
     */
    public CommandResult run(String node, List<String> argv) {
        requireNoOthers();
        List<Injection> former = injections(file).stream()
                .filter(injection ->
                        injection.fault().equals(COMMAND) && injection.nodes().equals(List.of(node)))
                .toList();
        Injection injection = injection(COMMAND, "a command on " + node + ": " + String.join(" ", argv), List.of(node));
        try (Ledger ledger = Ledger.open(file, CUT)) {
            ledger.intent(injection, clock.millis());
            var remote = nodes.on(node);
            remote.require(DeadMan.armFor(injection.timer(), Firewall.clear(), GUARD));
            boolean present = FirewallReading.parse(
                            remote.requireFast(Firewall.show()).stdout())
                    .anything();
            if (!present) {
                Map<String, List<String>> addresses = NodeFacts.addresses(nodes.inventory(), NodeFacts.read(nodes));
                remote.requireFast(Firewall.switchTo(
                        Cut.NONE, node, addresses, nodes.inventory().controlAddress()));
            }
            CommandResult result = remote.run(UserCommand.of(argv));
            remote.require(DeadMan.disarm(injection.timer()));
            close(ledger, former, Proof.of("", Map.of("replacedBy", injection.id())));
            return result;
        }
    }

    /** Measures who reaches whom; changes nothing. */
    public Reachability measure() {
        return Reachability.measure(nodes, nodes.names());
    }

    /** A chain that belongs to somebody else's fault, whose timer would take it away, is not ours to replace. */
    private void requireNoOthers() {
        List<String> ours = injections(file).stream().map(Injection::timer).toList();
        nodes.parallel(remote -> remote.requireFast(DeadMan.listArmed()).stdout())
                .forEach((node, timers) -> timers.lines()
                        .filter(timer -> !ours.contains(timer))
                        .findFirst()
                        .ifPresent(timer -> {
                            throw new FaultException("a run has left the fault " + timer + " on " + node
                                    + "; end it first: control heal --all");
                        }));
    }

    private Injection injection(String fault, String words, List<String> on) {
        String id = CUT + "-" + ids.get();
        return new Injection(
                id,
                fault,
                words,
                id,
                on.stream()
                        .map(node -> new Inverse(node, Firewall.clear(), Firewall.check(), List.of(Firewall.OBJECT)))
                        .toList());
    }

    private void disarm(Injection injection) {
        nodes.parallel(injection.nodes(), remote -> remote.require(DeadMan.disarm(injection.timer())));
    }

    private void close(Ledger ledger, List<Injection> injections, Proof proof) {
        injections.forEach(injection -> ledger.healed(injection.id(), clock.millis(), proof));
    }

    private Proof await(Duration limit, Supplier<Proof> measure) {
        return new Polling(clock::millis, clock::sleep, Limits.DEFAULT.poll()).await(limit, measure);
    }

    private static List<Injection> injections(Path ledger) {
        return Files.exists(ledger) ? Ledgers.open(ledger) : List.of();
    }
}
