package io.partita.nemesis.schedule;

import io.partita.checker.Spelling;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.schedule.NemesisExpression.Swarm;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which faults can be made on a system and nodes, as far as that can be said without touching a node. Immutable.
 *
 * @param catalog the kinds of fault
 * @param system the system under test; empty if it is not known, because that is wrong by itself
 * @param nodes the names of the nodes
 */
public record Feasibility(FaultCatalog catalog, Optional<SystemUnderTest> system, List<String> nodes) {

    private static final String LIST = "Choose another fault or target: control list nemeses";

    public Feasibility {
        nodes = List.copyOf(nodes);
    }

    /** Everything that is wrong with the faults of {@code wanted}; each fault is looked at once. */
    public List<Flaw> flaws(NemesisExpression wanted) {
        List<Flaw> flaws = new ArrayList<>();
        wanted.faults().map(TimedFault::fault).distinct().forEach(fault -> flaws.addAll(flaws(fault)));
        wanted.faults()
                .filter(fault -> fault.lasting().isPresent())
                .distinct()
                .forEach(fault -> own(fault.fault())
                        .ifPresent(own -> flaws.add(new Flaw(
                                "\"" + fault + "\": on this system " + fault.fault() + " lasts " + Durations.print(own)
                                        + ", which is what it is about",
                                "Leave out \"for\" there."))));
        return flaws;
    }

    /** Everything that is wrong with {@code fault}, the text of an order. */
    public List<Flaw> flaws(String fault) {
        FaultKind kind;
        try {
            kind = catalog.get(fault);
        } catch (IllegalArgumentException e) {
            return List.of(new Flaw(fault + ": " + e.getMessage(), advice(fault)));
        }
        List<Flaw> flaws = new ArrayList<>();
        if (!kind.disturbs()) {
            flaws.add(new Flaw(fault + " is the absence of faults", "Leave it out, or give it alone."));
        }
        if (kind.leastNodes() > nodes.size()) {
            flaws.add(new Flaw(
                    fault + " needs " + kind.leastNodes() + " nodes, there are " + nodes.size(),
                    "Name more --nodes, or choose another fault."));
        }
        FaultOrder.parse(fault).target().ifPresent(target -> unknownNodes(fault, target, flaws));
        unsuited(kind, fault).ifPresent(flaws::add);
        return flaws;
    }

    private void unknownNodes(String fault, Target target, List<Flaw> flaws) {
        for (String node : target.nodes()) {
            if (!nodes.contains(node)) {
                flaws.add(new Flaw(
                        fault + ": no node is called " + node + "; there are " + String.join(", ", nodes),
                        Spelling.closest(node, Target.WORDS)
                                .map(word -> "Did you mean " + word + "?")
                                .orElse("Name one of these, or say who is meant: role(" + node + "), leader(" + node
                                        + ").")));
            }
        }
    }

    /** The kind's own word comes first: it knows what its target means. */
    private Optional<Flaw> unsuited(FaultKind kind, String fault) {
        if (system.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> reason = reason(kind.suits(system.get()));
        if (reason.isEmpty()) {
            reason =
                    FaultOrder.parse(fault).target().flatMap(target -> reason(TargetScene.suits(target, system.get())));
        }
        if (reason.isEmpty()) {
            reason = unprovided(kind, system.get());
        }
        return reason.map(why ->
                new Flaw(fault + ": " + why, "Choose another fault, or a system that it suits: control list nemeses"));
    }

    /** What {@code kind} needs in place before the installation, and {@code able} cannot be installed with. */
    private static Optional<String> unprovided(FaultKind kind, SystemUnderTest able) {
        try {
            Provisionable.provide(able, kind.provisions());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> reason(Availability availability) {
        return availability instanceof Availability.Unavailable no ? Optional.of(no.reason()) : Optional.empty();
    }

    /** A comma between nodes parts items where no bracket is around them. */
    private String advice(String fault) {
        return nodes.contains(fault) ? "Put several nodes into brackets: kill(n1,n2)." : LIST;
    }

    /** How long those faults of {@code wanted} last that have a duration of their own, by their texts. */
    public Map<String, Duration> durations(NemesisExpression wanted) {
        Map<String, Duration> durations = new LinkedHashMap<>();
        wanted.faults()
                .map(TimedFault::fault)
                .distinct()
                .forEach(fault -> own(fault).ifPresent(duration -> durations.put(fault, duration)));
        return durations;
    }

    /** How long {@code fault} lasts if that is what it is about. */
    public Optional<Duration> own(String fault) {
        try {
            FaultKind kind = catalog.get(fault);
            return system.flatMap(kind::lasts);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code wanted}; a swarm that names no faults gets all that may be in one, suit, and fit into {@code timeLimit}. */
    public NemesisExpression complete(NemesisExpression wanted, Duration timeLimit, Duration interval) {
        if (!(wanted instanceof Swarm swarm) || !swarm.choices().isEmpty()) {
            return wanted;
        }
        List<FaultSequence> suiting = catalog.kinds().stream()
                .filter(FaultKind::inSwarm)
                .map(FaultKind::name)
                .filter(name -> flaws(name).isEmpty())
                .map(FaultSequence::of)
                .toList();
        var timing = new Timing(durations(new Swarm(suiting)), interval);
        return new Swarm(suiting.stream()
                .filter(item ->
                        FaultSchedules.leastTimeLimit(List.of(item), timing).compareTo(timeLimit) <= 0)
                .toList());
    }
}
