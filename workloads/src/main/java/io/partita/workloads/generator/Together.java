package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.util.ArrayList;
import java.util.List;

/** Several generators at once: the earliest offer wins, the others keep their state and see every event. */
record Together(List<Generator> generators) implements Generator {

    @Override
    public Offer offer(Context context) {
        Ready earliest = null;
        int winner = -1;
        boolean pending = false;
        for (int i = 0; i < generators.size(); i++) {
            Offer offer = generators.get(i).offer(context);
            if (offer instanceof Ready ready) {
                if (earliest == null || ready.time() < earliest.time()) {
                    earliest = ready;
                    winner = i;
                }
            } else if (offer instanceof Pending) {
                pending = true;
            }
        }
        if (earliest == null) {
            return pending ? Pending.INSTANCE : Exhausted.INSTANCE;
        }
        List<Generator> rest = new ArrayList<>(generators);
        rest.set(winner, earliest.rest());
        return new Ready(earliest.time(), earliest.invocation(), new Together(rest));
    }

    @Override
    public Generator update(Context context, Op event) {
        List<Generator> updated = null;
        for (int i = 0; i < generators.size(); i++) {
            Generator before = generators.get(i);
            Generator after = before.update(context, event);
            if (after != before) {
                updated = updated == null ? new ArrayList<>(generators) : updated;
                updated.set(i, after);
            }
        }
        return updated == null ? this : new Together(updated);
    }
}
