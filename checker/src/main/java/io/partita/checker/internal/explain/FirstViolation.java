package io.partita.checker.internal.explain;

import io.partita.checker.Budget;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.monitor.Monitor;
import io.partita.checker.internal.monitor.Monitors;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a part first went wrong that a {@link Monitor} called not linearizable. Every beginning of a linearizable history
 * is linearizable, so the place is found by halving. When time runs out the verdict stands all the same; only the place
 * is then later than it could be, and states may be missing.
 */
public final class FirstViolation {

    /** Operations looked at in all while states are tried: large parts get few candidates. */
    private static final int EFFORT = 1_000_000;

    private static final Budget SEARCH_BUDGET = new Budget(Duration.ofSeconds(2), 256L << 20);

    private static final int FEWEST_CANDIDATES = 5;

    private static final int MOST_CANDIDATES = 100;

    private final Model<?> model;
    private final Part part;
    private final Account account;

    public FirstViolation(Model<?> model, Part part, Account account) {
        this.model = model;
        this.part = part;
        this.account = account;
    }

    /** The operation at whose return no order is legal any more. */
    public int operation() throws InterruptedException {
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
        try {
            while (low < high && account.hasTime()) {
                int middle = low + high >>> 1;
                if (linearizable(Parts.before(part, (int) (returned[middle] >>> 32) + 1, model))) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
        } catch (ExhaustedException e) {
            // A beginning that was too hard to judge: the latest place known to be wrong has to do.
            return (int) returned[high];
        }
        return (int) returned[high];
    }

    /** The values that a read of a register with unique writes just before the return of {@code stuck} could have shown. */
    public List<Register.Held> statesBefore(int stuck, int atMost) throws InterruptedException {
        List<Register.Held> possible = new ArrayList<>();
        for (Object value : candidates(stuck)) {
            boolean room = possible.size() < atMost && account.hasTime();
            if (room && monitored(withRead(value, part.returns()[stuck])).orElseThrow()) {
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

    /** A beginning has operations of unknown outcome that the whole lacks, so its monitor may be missing. */
    private boolean linearizable(Part beginning) throws ExhaustedException, InterruptedException {
        Optional<Boolean> known = monitored(beginning);
        if (known.isPresent()) {
            return known.get();
        }
        try (Account small = new Account(new Resources(SEARCH_BUDGET))) {
            return new Search<>(beginning, model, small).linearizable();
        }
    }

    private Optional<Boolean> monitored(Part candidate) {
        return Monitors.of(model, candidate).map(Monitor::linearizable);
    }
}
