package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.util.ArrayList;
import java.util.List;

/** Generators in order, with a barrier between: the next begins only when no operation is under way. */
record Phases(List<Generator> left) implements Generator {

    @Override
    public Offer offer(Context context) {
        if (left.isEmpty()) {
            return Exhausted.INSTANCE;
        }
        Offer offer = left.get(0).offer(context);
        if (offer instanceof Ready ready) {
            return new Ready(ready.time(), ready.invocation(), withFirst(ready.rest()));
        }
        if (offer instanceof Pending || !context.isIdle()) {
            return Pending.INSTANCE;
        }
        return new Phases(left.subList(1, left.size())).offer(context);
    }

    @Override
    public Generator update(Context context, Op event) {
        if (left.isEmpty()) {
            return this;
        }
        Generator updated = left.get(0).update(context, event);
        return updated == left.get(0) ? this : withFirst(updated);
    }

    private Phases withFirst(Generator first) {
        List<Generator> replaced = new ArrayList<>(left);
        replaced.set(0, first);
        return new Phases(replaced);
    }
}
