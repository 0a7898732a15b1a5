package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A situation in which a generator is asked only to find out which of those in it has nothing to offer. Generators are told
 * of deep in the tree first, as they answer. For one question; not thread-safe.
 */
final class Probe implements Within {

    private final Generator.Context context;
    private final Deque<String> path = new ArrayDeque<>();
    /** The generator at the head of the path. */
    private Generator head;

    Probe(Generator.Context context) {
        this.context = context;
    }

    /** The probe in which {@code context} is a part, or {@code null} if nobody looks for anything. */
    static Probe of(Generator.Context context) {
        Generator.Context whole = context;
        while (whole instanceof View view) {
            whole = view.context();
        }
        return whole instanceof Probe probe ? probe : null;
    }

    /** {@code child}, which {@code parent} holds at {@code place}, has nothing to offer. */
    void waits(Generator parent, String place, Generator child) {
        if (child != head) {
            path.clear();
            path.push(child.name());
        }
        path.push(place);
        head = parent;
    }

    /** From the root, which is {@code root} if nothing in it was asked, to one that has nothing to offer. */
    List<String> path(Generator root) {
        return path.isEmpty() ? List.of(root.name()) : List.copyOf(path);
    }

    @Override
    public Generator.Context context() {
        return context;
    }
}
