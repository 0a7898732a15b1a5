package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generator.Context;
import io.partita.workloads.generator.Generator.Offer;
import io.partita.workloads.generator.Generator.Pending;
import io.partita.workloads.generator.GeneratorException;

/** Calls to a child whose exceptions say where in the tree it stands. */
final class Ask {

    /** The position of an only child: it needs no number. */
    static final int ONLY = -1;

    private Ask() {}

    static Offer offer(Generator parent, int index, Generator child, Context context) {
        Offer offer;
        try {
            offer = child.offer(context);
        } catch (RuntimeException e) {
            throw placed(parent, index, child, e);
        }
        if (offer instanceof Pending) {
            Probe probe = Probe.of(context);
            if (probe != null) {
                probe.waits(parent, place(parent, index), child);
            }
        }
        return offer;
    }

    static Generator update(Generator parent, int index, Generator child, Context context, Op event) {
        try {
            return child.update(context, event);
        } catch (RuntimeException e) {
            throw placed(parent, index, child, e);
        }
    }

    private static GeneratorException placed(Generator parent, int index, Generator child, RuntimeException thrown) {
        GeneratorException exception =
                thrown instanceof GeneratorException known ? known : GeneratorException.thrown(child, thrown);
        return exception.within(place(parent, index));
    }

    private static String place(Generator parent, int index) {
        return index == ONLY ? parent.name() : parent.name() + "[" + index + "]";
    }
}
