package io.partita.checker.internal.explain;

import io.partita.checker.internal.explain.Trial.Answer;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a part first went wrong that was called not linearizable without a search. Every beginning of a linearizable
 * history is linearizable, so the place is found by halving, which begins where the method that said no points at. When
 * time runs out the verdict stands all the same; only the place is then later than it could be, and states may be
 * missing.
 */
public final class FirstViolation<S> {

    /** Operations looked at in all while states are tried: large parts get few candidates. */
    private static final int EFFORT = 50_000;

    private static final int FEWEST_CANDIDATES = 4;

    private static final int MOST_CANDIDATES = 40;

    /** Beyond that a search for last states rarely ends in the little time it has. */
    private static final int MOST_OPERATIONS_SEARCHED = 500;

    private final Model<S> model;
    private final Part part;
    private final Resources resources;

    public FirstViolation(Model<S> model, Part part, Resources resources) {
        this.model = model;
        this.part = part;
        this.resources = resources;
    }

    /**
     * The operation at whose return no order is legal any more.
     *
     * @param hint index of the event at which that probably is
     */
    public int operation(OptionalInt hint) throws InterruptedException {
        long[] returned = new long[part.size()];
        int n = 0;
        for (int i = 0; i < part.size(); i++) {
            if (!part.crashed(i)) {
                returned[n++] = (long) part.returns()[i] << 32 | i;
            }
        }
        Arrays.sort(returned, 0, n);
        int low = 0;
        int high = n - 1;
        Trial trial = new Trial(resources);
        OptionalInt next = hint;
        while (low < high && resources.hasTime()) {
            int hinted = next.isPresent() ? countUpTo(returned, n, next.getAsInt()) - 1 : -1;
            boolean closeBelow = hinted >= high;
            int middle = closeBelow ? high - 1 : hinted >= low ? hinted : low + high >>> 1;
            Part beginning = Parts.before(part, (int) (returned[middle] >>> 32) + 1, model);
            // A beginning that can't be decided in time is passed over: then the place is a later one.
            if (trial.of(model, beginning) == Answer.ILLEGAL) {
                high = middle;
                // A hint that led here twice without an end is none.
                next = closeBelow ? OptionalInt.empty() : trial.hint();
            } else {
                low = middle + 1;
                next = OptionalInt.empty();
            }
        }
        return (int) returned[high];
    }

    /** How many of the first {@code n} returns, each with its operation in the low half, are not behind {@code event}. */
    private static int countUpTo(long[] returned, int n, int event) {
        int place = Arrays.binarySearch(returned, 0, n, (long) event + 1 << 32);
        return place < 0 ? -place - 1 : place;
    }

    /**
     * The states in which the object could have been just before the return of {@code stuck}.
     *
     * @param brief what may be spent on it
     */
    public List<S> statesBefore(int stuck, int atMost, Resources brief) throws InterruptedException {
        if (model instanceof Register) {
            @SuppressWarnings("unchecked") // a register's state
            List<S> values = (List<S>) valuesBefore(stuck, atMost, brief);
            return values;
        }
        if (part.size() > MOST_OPERATIONS_SEARCHED) {
            return List.of();
        }
        try (Account account = new Account(brief)) {
            Search<S> search = new Search<>(Parts.before(part, part.returns()[stuck] + 1, model), model, account);
            return search.linearizable() ? List.of() : search.lastStates(atMost);
        } catch (ExhaustedException e) {
            return List.of();
        }
    }

    /** The values that a read just before the return of {@code stuck} could have shown. */
    private List<Register.Held> valuesBefore(int stuck, int atMost, Resources brief) throws InterruptedException {
        Trial trial = new Trial(brief);
        List<Register.Held> possible = new ArrayList<>();
        for (Object value : candidates(stuck)) {
            if (possible.size() < atMost && trial.of(model, withRead(value, part.returns()[stuck])) == Answer.LEGAL) {
                possible.add(new Register.Held(value));
            }
        }
        return possible;
    }

    private Set<Object> candidates(int stuck) {
        Set<Object> values = new LinkedHashSet<>();
        int limit = Math.max(FEWEST_CANDIDATES, Math.min(MOST_CANDIDATES, EFFORT / part.size()));
        for (int i = part.size() - 1; i >= 0 && values.size() < limit; i--) {
            Operation op = part.operations().get(i);
            if (part.invocations()[i] < part.returns()[stuck] && !op.f().equals("read")) {
                values.add(op.f().equals("cas") ? Register.replacement(op) : op.input());
            }
        }
        values.add(((Register) model).initial().value());
        return values;
    }

    /** The part just before the event {@code end}, and there a read of {@code value}. */
    private Part withRead(Object value, int end) {
        List<Operation> operations = new ArrayList<>();
        int[] invocations = Arrays.copyOf(part.invocations(), part.size() + 1);
        int[] returns = Arrays.copyOf(part.returns(), part.size() + 1);
        int n = 0;
        while (n < part.size() && part.invocations()[n] < end) {
            operations.add(part.operations().get(n));
            returns[n] = returns[n] == end ? Part.NEVER : returns[n];
            n++;
        }
        operations.add(new Operation("read", part.key(), null, Outcome.OK, value));
        invocations[n] = end;
        returns[n++] = end;
        Part longer = new Part(part.key(), operations, Arrays.copyOf(invocations, n), Arrays.copyOf(returns, n), n, 0);
        return Parts.before(longer, end + 1, model);
    }
}
