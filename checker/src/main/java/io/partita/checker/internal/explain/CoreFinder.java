package io.partita.checker.internal.explain;

import io.partita.checker.internal.explain.Trial.Answer;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.model.Model;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds few operations that are already too many: held to what was seen of them, they have no legal order, whatever all
 * the others did (see {@link Relaxation}).
 *
 * <p>Holding more operations never makes a history legal, so each of these places is found by doubling and halving:
 *
 * <ol>
 *   <li>the latest moment from which on the operations have no legal order, whatever the state was then. Where the
 *       states can't be told, the beginning;
 *   <li>of the operations from there on, put in order by how likely they matter, the shortest beginning that has no
 *       legal order. Its last operation is needed: without it the ones before are legal. It is kept, the ones behind it
 *       are dropped, and so on, until those kept suffice.
 * </ol>
 *
 * <p>The result is minimal: no operation of it can be freed. This is the use of a preference order as in QuickXplain
 * (Junker, AAAI 2004); that failures are reduced by chunks is delta debugging (Zeller and Hildebrandt, IEEE TSE 28,
 * 2002). When time ends, what is known to be too many until then is the result. A trial that is not decided in its share
 * of the time counts as legal, which keeps the result right, but it may not be minimal.
 */
final class CoreFinder<S> {

    /**
     * What was found.
     *
     * @param operations of the part, ascending
     * @param from index of the event from which they are judged
     * @param to index of the return up to which they are judged
     * @param start the state of the object then; empty when it does not matter which it was
     * @param minimal whether it is certain that none can be left out
     */
    record Found<S>(List<Integer> operations, int from, int to, Optional<S> start, boolean minimal) {}

    private final Model<S> model;
    private final Part part;
    private int last;
    private int end;
    private final Collection<Integer> likely;
    private final Trial trial;
    private final Resources resources;
    private final StartStates<S> startStates;
    private boolean certain;

    /**
     * @param stuck the operation at whose return no order was legal any more
     * @param likely operations that are likely to matter
     */
    CoreFinder(Model<S> model, Part part, int stuck, Collection<Integer> likely, Resources resources) {
        this.model = model;
        this.part = part;
        this.last = stuck;
        this.end = part.returns()[stuck];
        this.likely = likely;
        this.trial = new Trial(resources);
        this.resources = resources;
        this.startStates = new StartStates<>(model, part);
    }

    /** The operations, as few as time allows. */
    Found<S> find() throws InterruptedException {
        seekEnd();
        if (!startStates.areTold()) {
            Optional<Found<S>> clued = provenByClue();
            if (clued.isPresent()) {
                return clued.get();
            }
        }
        int from = latestStart();
        Found<S> found = reduced(stretch(Math.max(from, 0)), Optional.empty());
        return from < 0 ? found : fromItsFirst(found);
    }

    /** What the sentence speaks of, if that is proof enough. */
    private Optional<Found<S>> provenByClue() throws InterruptedException {
        Relaxation whole = stretch(0);
        List<Integer> clue = whole.candidates().stream()
                .filter(op -> op == last || likely.contains(op))
                .toList();
        boolean proof = !likely.isEmpty() && trial(whole, set(clue), Optional.empty()) == Answer.ILLEGAL;
        return proof ? Optional.of(reduced(whole, Optional.of(clue))) : Optional.empty();
    }

    private Found<S> fromItsFirst(Found<S> wide) throws InterruptedException {
        Found<S> found = wide;
        // From its own first operation on, fewer of the others overlap: maybe some that were needed no longer are.
        int begins = part.invocations()[found.operations().get(0)];
        while (begins > found.from() && resources.hasTime()) {
            Relaxation shorter = stretch(begins);
            if (trial(shorter, set(found.operations()), Optional.empty()) != Answer.ILLEGAL) {
                return found;
            }
            found = reduced(shorter, Optional.of(found.operations()));
            begins = part.invocations()[found.operations().get(0)];
        }
        return found;
    }

    private Relaxation stretch(int from) {
        return new Relaxation(model, part, from, end);
    }

    /**
     * The stuck operation may be so only because of an answer that another got later, such as the value of an increment.
     * Then the stretch must go on until that answer.
     */
    private void seekEnd() throws InterruptedException {
        if (illegal(stretch(0))) {
            return;
        }
        int[] later = IntStream.range(0, part.size())
                .filter(i -> !part.crashed(i) && part.returns()[i] > end)
                .boxed()
                .sorted(Comparator.comparingInt(i -> part.returns()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int next : later) {
            last = next;
            end = part.returns()[next];
            if (illegal(stretch(0)) || !resources.hasTime()) {
                return;
            }
        }
    }

    /** The latest event from which on the operations have no legal order, or -1 if that could not be shown of any. */
    private int latestStart() throws InterruptedException {
        int begun = 0;
        while (begun < part.size() && part.invocations()[begun] < end) {
            begun++;
        }
        int known = -1;
        int good = begun;
        for (int step = 1; good > 0 && known < 0; step *= 2) {
            int tried = Math.max(0, good - step);
            if (noneLegalFrom(tried)) {
                known = tried;
            } else {
                good = tried;
            }
        }
        while (known >= 0 && good - known > 1) {
            int middle = known + good >>> 1;
            if (noneLegalFrom(middle)) {
                known = middle;
            } else {
                good = middle;
            }
        }
        return known < 0 ? -1 : part.invocations()[known];
    }

    private boolean noneLegalFrom(int operation) throws InterruptedException {
        return illegal(stretch(part.invocations()[operation]));
    }

    /** Whether the stretch has no legal order with everything held; false if that was not decided. */
    private boolean illegal(Relaxation stretch) throws InterruptedException {
        if (!resources.hasTime()) {
            return false;
        }
        return trial(stretch, set(stretch.candidates()), Optional.empty()) == Answer.ILLEGAL;
    }

    /** @param within the operations that alone are in question; all if empty */
    private Found<S> reduced(Relaxation stretch, Optional<List<Integer>> within) throws InterruptedException {
        List<Integer> order = order(within.orElse(stretch.candidates()));
        certain = true;
        BitSet core = set(order);
        if (stretch.hasTopics()) {
            // Whole elements first: an operation on an element matters only together with the others on it.
            core = shortened(stretch, stretch.byTopic(order), Optional.empty());
        }
        BitSet speaking;
        do {
            speaking = core;
            List<List<Integer>> single =
                    order.stream().filter(core::get).map(List::of).toList();
            core = shortened(stretch, single, Optional.of(speaking));
        } while (!stretch.sameTopics(core, speaking));
        return new Found<>(core.stream().boxed().toList(), stretch.from(), end, startStates.certain(stretch), certain);
    }

    /**
     * As few of the {@code units} as possible that have no legal order.
     *
     * @param units operations that belong together, the likeliest first; together they have none
     * @param speaking the operations whose elements are spoken of; if empty, those held
     */
    private BitSet shortened(Relaxation stretch, List<List<Integer>> units, Optional<BitSet> speaking)
            throws InterruptedException {
        BitSet kept = new BitSet();
        int limit = units.size();
        Answer enough = trial(stretch, kept, speaking);
        while (limit > 0 && enough != Answer.ILLEGAL && resources.hasTime()) {
            int needed = shortest(stretch, kept, units.subList(0, limit), speaking, enough == Answer.LEGAL);
            units.get(needed - 1).forEach(kept::set);
            limit = needed - 1;
            enough = trial(stretch, kept, speaking);
        }
        if (limit > 0 && enough != Answer.ILLEGAL) {
            certain = false;
            units.subList(0, limit).forEach(unit -> unit.forEach(kept::set));
        }
        return kept;
    }

    /** How many {@code units} it takes, beside those kept, until none is legal. */
    private int shortest(
            Relaxation stretch, BitSet kept, List<List<Integer>> units, Optional<BitSet> speaking, boolean legalWithout)
            throws InterruptedException {
        int legal = 0;
        int illegal = units.size();
        boolean legalForSure = legalWithout;
        int step = 1;
        boolean doubling = true;
        while (illegal - legal > 1 && resources.hasTime()) {
            doubling &= legal + step < illegal;
            int tried = doubling ? legal + step : legal + illegal >>> 1;
            Answer answer = trial(stretch, with(kept, units, tried), speaking);
            if (answer == Answer.ILLEGAL) {
                illegal = tried;
                doubling = false;
            } else {
                legal = tried;
                legalForSure = answer == Answer.LEGAL;
                step *= 2;
            }
        }
        certain &= legalForSure;
        return illegal;
    }

    private static BitSet with(BitSet kept, List<List<Integer>> units, int count) {
        BitSet held = (BitSet) kept.clone();
        units.subList(0, count).forEach(unit -> unit.forEach(held::set));
        return held;
    }

    private static BitSet set(Collection<Integer> operations) {
        BitSet set = new BitSet();
        operations.forEach(set::set);
        return set;
    }

    private Answer trial(Relaxation stretch, BitSet held, Optional<BitSet> speaking) throws InterruptedException {
        Optional<List<S>> starts = startStates.of(stretch);
        if (starts.isEmpty()) {
            return Answer.UNDECIDED;
        }
        Part relaxed = stretch.holding(held, speaking.orElse(held));
        Answer worst = Answer.ILLEGAL;
        for (S start : starts.get()) {
            Answer answer = trial.of(start.equals(model.initial()) ? model : new StartingIn<>(model, start), relaxed);
            if (answer == Answer.LEGAL) {
                return Answer.LEGAL;
            }
            worst = answer == Answer.UNDECIDED ? answer : worst;
        }
        return worst;
    }

    /** The last one, those that are likely to matter, then backwards in time. */
    private List<Integer> order(Collection<Integer> operations) {
        List<Integer> byTime = new ArrayList<>(operations);
        byTime.sort((a, b) -> Integer.compare(moment(b), moment(a)));
        Set<Integer> order = new LinkedHashSet<>(List.of(last));
        likely.stream().filter(byTime::contains).forEach(order::add);
        order.addAll(byTime);
        return new ArrayList<>(order);
    }

    /** When it bears on the others: at its return, or, if that comes too late, from its invocation on. */
    private int moment(int operation) {
        return part.returns()[operation] <= end ? part.returns()[operation] : part.invocations()[operation];
    }
}
