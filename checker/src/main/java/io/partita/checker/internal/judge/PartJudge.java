package io.partita.checker.internal.judge;

import io.partita.checker.LinearizabilityResult.PartResult;
import io.partita.checker.LinearizabilityResult.Unknown;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.explain.Explainer;
import io.partita.checker.internal.explain.FirstViolation;
import io.partita.checker.internal.explain.Hardship;
import io.partita.checker.internal.monitor.Monitor;
import io.partita.checker.internal.monitor.Monitors;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.Exhausted;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Search;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Optional;

/**
 * Judges one part: finds the verdict, then, when asked, the words for it. The two are apart because what may be spent on
 * the words depends on what all verdicts took. Not thread-safe.
 */
public final class PartJudge<S> {

    private static final int STATES_SHOWN = 20;
    private static final long MONITOR_BYTES = 120;

    /** No operation is known to be stuck: the verdict came without a search, from a monitor that need not know. */
    private static final int UNKNOWN_PLACE = -1;

    private final Model<S> model;
    private final History history;
    private final Part part;
    private final Resources resources;
    private final Meter meter;
    private Verdict verdict = Verdict.UNKNOWN;
    private long configurations;
    private int stuck = UNKNOWN_PLACE;
    private List<S> lastStates = List.of();
    private Optional<Unknown> unknown = Optional.empty();

    public PartJudge(Model<S> model, History history, Part part, Resources resources, Meter meter) {
        this.model = model;
        this.history = history;
        this.part = part;
        this.resources = resources;
        this.meter = meter;
    }

    /** Finds the verdict. */
    public Verdict judge() throws InterruptedException {
        judgeWithinBudget();
        meter.done(this, part.total(), configurations);
        return verdict;
    }

    private void judgeWithinBudget() throws InterruptedException {
        Search<S> search = null;
        try (Account account = new Account(resources)) {
            account.checkTime();
            account.reserve(MONITOR_BYTES * part.size());
            Optional<Monitor> monitor = Monitors.of(model, part);
            if (monitor.isPresent()) {
                verdict = monitor.get().linearizable() ? Verdict.VALID : Verdict.INVALID;
                stuck = monitor.get().stuck().orElse(UNKNOWN_PLACE);
                return;
            }
            account.release(MONITOR_BYTES * part.size());
            Model<S> guarded = new Guarded<>(model);
            if (FewOperations.haveAnOrder(guarded, part)) {
                verdict = Verdict.VALID;
                return;
            }
            search = new Search<>(part, guarded, account);
            Search<S> running = search;
            account.observe(() -> meter.at(this, running.returnsExplained(), running.configurations()));
            verdict = search.linearizable() ? Verdict.VALID : Verdict.INVALID;
            if (verdict == Verdict.INVALID) {
                stuck = search.stuckOperation();
                lastStates = search.lastStates(STATES_SHOWN);
            }
        } catch (ExhaustedException e) {
            unknown = Optional.of(unknown(e.what(), search));
        }
        configurations = search == null ? 0 : search.configurations();
    }

    /**
     * The verdict found, and why.
     *
     * @param forWords what may be spent on explaining it
     */
    public PartResult explained(Resources forWords) throws InterruptedException {
        Optional<Violation> violation =
                verdict == Verdict.INVALID ? Optional.of(violation(forWords)) : Optional.empty();
        return new PartResult(part.key(), verdict, part.total(), configurations, violation, unknown);
    }

    private Violation violation(Resources forWords) throws InterruptedException {
        Explainer<S> explainer = new Explainer<>(history, model, part);
        if (!lastStates.isEmpty()) {
            return explainer.violation(stuck, brief -> lastStates, forWords);
        }
        // Without a search, the first return that has no order is found by halving, the states before it by trying.
        FirstViolation<S> first = new FirstViolation<>(model, part, resources);
        int found = stuck == UNKNOWN_PLACE ? first.operation() : stuck;
        return explainer.violation(found, brief -> first.statesBefore(found, STATES_SHOWN, brief), forWords);
    }

    private Unknown unknown(Exhausted what, Search<S> search) {
        Hardship hardship = new Hardship(history, model, part, what, resources.peakBytes());
        return search == null
                ? hardship.beforeSearch()
                : hardship.inSearch(search.configurations(), search.returnsExplained(), search.stuckOperation());
    }
}
