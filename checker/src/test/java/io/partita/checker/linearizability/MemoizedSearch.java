package io.partita.checker.linearizability;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.HashSet;
import java.util.Set;

/**
 * Tries every order of whole operations, each set of operations with each state once. As plain as {@link
 * TextbookSearch}, and good for histories three times as long.
 */
final class MemoizedSearch<S> {

    private record Visited(long done, Object state) {}

    private final Model<S> model;
    private final Part part;
    /** Returns from here on have not happened yet. */
    private final int end;

    private final Set<Visited> visited = new HashSet<>();

    private MemoizedSearch(Model<S> model, Part part, int end) {
        this.model = model;
        this.part = part;
        this.end = end;
    }

    /** Whether {@code part} was linearizable just before the event {@code end}. */
    static <S> boolean linearizable(Model<S> model, Part part, int end) {
        return new MemoizedSearch<>(model, part, end).extend(0, model.initial());
    }

    private boolean extend(long done, S state) {
        int firstReturn = end;
        for (int i = 0; i < part.size(); i++) {
            if ((done >>> i & 1) == 0) {
                firstReturn = Math.min(firstReturn, part.returns()[i]);
            }
        }
        if (firstReturn == end) {
            return true;
        }
        if (!visited.add(new Visited(done, state))) {
            return false;
        }
        for (int i = 0; i < part.size(); i++) {
            if ((done >>> i & 1) == 0 && part.invocations()[i] < firstReturn) {
                S next = model.step(state, part.operations().get(i));
                if (next != null && extend(done | 1L << i, next)) {
                    return true;
                }
            }
        }
        return false;
    }
}
