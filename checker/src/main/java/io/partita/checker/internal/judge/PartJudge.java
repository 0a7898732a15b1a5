package io.partita.checker.internal.judge;

import io.partita.checker.Budget;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.PartResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.explain.Explainer;
import io.partita.checker.internal.explain.FirstViolation;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.monitor.Monitor;
import io.partita.checker.internal.monitor.Monitors;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Parts;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.Exhausted;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges one part: finds the verdict, then the words for it. */
public final class PartJudge<S> {

    private static final int STATES_SHOWN = 20;
    private static final long MONITOR_BYTES = 120;

    /** What the states in a sentence are worth: the verdict stands without them. */
    private static final Budget FOR_STATES = new Budget(Duration.ofSeconds(1), 64 << 20);

    private final Model<S> model;
    private final History history;
    private final Part part;
    private final Resources resources;

    public PartJudge(Model<S> model, History history, Part part, Resources resources) {
        this.model = model;
        this.history = history;
        this.part = part;
        this.resources = resources;
    }

    public PartResult judge() throws InterruptedException {
        Search<S> search = null;
        try (Account account = new Account(resources)) {
            account.checkTime();
            account.reserve(MONITOR_BYTES * part.size());
            Optional<Monitor> monitor = Monitors.of(model, part);
            if (monitor.isPresent()) {
                return monitor.get().linearizable()
                        ? result(Verdict.VALID, 0, Optional.empty(), Optional.empty())
                        : result(Verdict.INVALID, 0, Optional.of(explained(account)), Optional.empty());
            }
            account.release(MONITOR_BYTES * part.size());
            search = new Search<>(part, model, account);
            if (search.linearizable()) {
                return result(Verdict.VALID, search.configurations(), Optional.empty(), Optional.empty());
            }
            LinearizabilityResult.Violation violation = new Explainer<>(history, model, part)
                    .violation(search.stuckOperation(), search.lastStates(STATES_SHOWN));
            return result(Verdict.INVALID, search.configurations(), Optional.of(violation), Optional.empty());
        } catch (ExhaustedException e) {
            return result(
                    Verdict.UNKNOWN,
                    search == null ? 0 : search.configurations(),
                    Optional.empty(),
                    Optional.of(unknown(e.what(), search)));
        }
    }

    /** Without a search, the first return that has no order is found by halving, the states before it by trying them. */
    private LinearizabilityResult.Violation explained(Account account) throws InterruptedException {
        FirstViolation first = new FirstViolation(model, part, account);
        int stuck = first.operation();
        return new Explainer<>(history, model, part).violation(stuck, statesBefore(first, stuck));
    }

    /** The states before {@code stuck} returned: of a register found by trying them, else by a short search. */
    private List<S> statesBefore(FirstViolation first, int stuck) throws InterruptedException {
        if (model instanceof Register) {
            @SuppressWarnings("unchecked") // the states of registers
            List<S> states = (List<S>) first.statesBefore(stuck, STATES_SHOWN);
            return states;
        }
        Part beginning = Parts.before(part, part.returns()[stuck] + 1, model);
        try (Account account = new Account(new Resources(FOR_STATES))) {
            Search<S> search = new Search<>(beginning, model, account);
            return search.linearizable() ? List.of() : search.lastStates(STATES_SHOWN);
        } catch (ExhaustedException e) {
            return List.of();
        }
    }

    private PartResult result(
            Verdict verdict,
            long configurations,
            Optional<LinearizabilityResult.Violation> violation,
            Optional<String> unknownReason) {
        return new PartResult(part.key(), verdict, part.total(), configurations, violation, unknownReason);
    }

    private String unknown(Exhausted what, Search<S> search) {
        String budget = what == Exhausted.TIME ? "the time budget ended" : "the memory budget was full";
        String option = what == Exhausted.TIME ? "--time-budget" : "--memory-budget";
        if (search == null) {
            return budget + " before the search began: raise " + option;
        }
        return budget + " after " + search.configurations() + " configurations, with " + search.returnsExplained()
                + " of " + search.returns() + " completed operations explained: raise " + option
                + ", or record fewer operations per key, fewer clients at a time or fewer operations of unknown outcome ("
                + search.crashes() + " here)";
    }
}
