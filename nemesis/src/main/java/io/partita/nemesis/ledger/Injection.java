package io.partita.nemesis.ledger;

import io.partita.nemesis.fault.Inverse;
import java.util.List;
import java.util.Objects;

/**
 * The intent to inject a fault, as the ledger keeps it: all that is needed to undo it. Immutable.
 *
 * @param id unique in the run, such as {@code f3}
 * @param fault the fault's name
 * @param description what is to be done, in words
 * @param timer the name of the dead-man's timers on the nodes, unique among runs
 * @param inverses what undoes it, one for every node that it touches
 */
public record Injection(String id, String fault, String description, String timer, List<Inverse> inverses) {

    public Injection {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(fault, "fault is null");
        Objects.requireNonNull(description, "description is null");
        Objects.requireNonNull(timer, "timer is null");
        inverses = List.copyOf(inverses);
        if (inverses.stream().map(Inverse::node).distinct().count() < inverses.size()) {
            throw new IllegalArgumentException(fault + " has two inverses for one node");
        }
    }

    /** What undoes it on {@code node}. */
    public Inverse inverse(String node) {
        return inverses.stream()
                .filter(each -> each.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** The nodes that it touches. */
    public List<String> nodes() {
        return inverses.stream().map(Inverse::node).toList();
    }

    /** Whether it and {@code other} own the same object on the same node, so that healing one would heal the other. */
    public boolean clashesWith(Injection other) {
        return inverses.stream()
                .anyMatch(mine -> other.inverses.stream()
                        .filter(theirs -> theirs.node().equals(mine.node()))
                        .anyMatch(theirs -> Inverse.clash(mine.objects(), theirs.objects())));
    }
}
