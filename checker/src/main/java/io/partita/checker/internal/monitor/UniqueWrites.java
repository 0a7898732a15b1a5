package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides registers in which no value is written twice, in O(n log n) and without searching.
 *
 * <p>When values are unique, every read names its write, and a compare-and-set names the value that it replaced: see
 * {@link Chains}. The idea is from Gibbons and Korach (Testing shared memories, SIAM J. Comput. 26, 1997). Crashed
 * operations cost nothing: those that nobody observed were left out before, the others have no return. A refused
 * compare-and-set that counts as an observation is beyond this method, see {@link #of}.
 */
public final class UniqueWrites implements Monitor {

    private final Register register;
    private final Part part;
    private final ValueNumbers values;
    private final Chains chains;
    private int conflict = Part.NEVER;

    private UniqueWrites(Register register, Part part) {
        this.register = register;
        this.part = part;
        values = new ValueNumbers(part.size() + 1);
        chains = new Chains(part, part.size() + 1);
    }

    /** The method for {@code part}, if it may be used: a register, all written values different, no observed refusal. */
    public static Optional<UniqueWrites> of(Model<?> model, Part part) {
        if (!(model instanceof Register register)) {
            return Optional.empty();
        }
        UniqueWrites method = new UniqueWrites(register, part);
        return method.indexWriters() ? Optional.of(method) : Optional.empty();
    }

    private boolean indexWriters() {
        values.add(register.initial().value());
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (op.outcome() == Outcome.REFUSED) {
                return false;
            }
            if (!op.f().equals("read")) {
                chains.write(values.size(), i);
                if (!values.add(written(op))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean linearizable() {
        return attachObservers() && layBlocks() && chains.canBeOrdered();
    }

    /** Gives every read and compare-and-set to the value that it saw. */
    private boolean attachObservers() {
        int newest = Chains.INITIAL;
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            boolean reads = op.f().equals("read");
            newest += reads ? 0 : 1;
            if (op.f().equals("write") || register.tellsNothing(op)) {
                continue;
            }
            int seen = values.find(reads ? op.output() : Register.expected(op));
            if (seen == ValueNumbers.UNKNOWN) {
                conflict = part.returns()[i];
                return false;
            }
            if (reads) {
                chains.read(seen, i);
            } else if (!chains.replace(seen, newest)) {
                conflict = part.returns()[i];
                return false;
            }
        }
        return true;
    }

    private boolean layBlocks() {
        int placed = chains.lay(Chains.INITIAL);
        for (int value = Chains.INITIAL + 1; value < values.size() && placed >= 0; value++) {
            if (part.operations().get(chains.writer(value)).f().equals("write")) {
                int more = chains.lay(value);
                placed = more < 0 ? more : placed + more;
            }
        }
        // Values in no block were written by compare-and-sets that follow each other in a circle.
        return placed == values.size();
    }

    @Override
    public OptionalInt hint() {
        return Monitor.hintAt(Math.min(conflict, chains.conflict()));
    }

    private static Object written(Operation op) {
        return op.f().equals("cas") ? Register.replacement(op) : op.input();
    }
}
