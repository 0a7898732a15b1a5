package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.model.Model;
import java.util.List;

/**
 * Looks for an order of the operations of one part that a model allows: the search of Wing and Gong (Testing and
 * verifying concurrent objects, JPDC 17, 1993) with the cache of configurations and the just-in-time linearization of
 * Lowe (Testing for linearizability, CCPE 29, 2017), without recursion.
 *
 * <p>A configuration is the next return, the state, what the open operations still owe or offer, and how many crashed
 * operations took effect; see {@link Layout}. Nothing is decided before a return demands it: only when an operation is
 * about to return without having taken effect must it, possibly after others that are open. These rules keep the
 * choices few:
 *
 * <ol>
 *   <li>An open read that the state allows takes effect at once: that changes nothing for the others.
 *   <li>Of equal open operations the one that returns first takes effect first: they can be swapped.
 *   <li>Crashed operations are counted by class, and not used while an open one that will return does the same: again
 *       they can be swapped. One whose answer is known fits only where that does, so it gives way to none but its equal.
 *       One that would not change the state is not used.
 *   <li>When an operation that overwrites the state takes effect, every other open one of the kind may have happened just
 *       before, unnoticed. It is no longer owed but still available: at its return it is either forgotten, or needed
 *       after all.
 *   <li>An overwriting operation that is not demanded itself is used early only where it serves an open read or makes
 *       another change possible. Otherwise what follows it is either one more overwriting operation, and then it need
 *       not have happened visibly, or nothing before the return, and then it can wait.
 *   <li>A configuration is dropped if another can do whatever it can ({@link Layout}), or if it lost a state that is
 *       still needed and can't come back in time ({@link Prospects}).
 * </ol>
 *
 * <p>Most promising first: far along, little owed, much available. That finds an order of a linearizable history with
 * hardly more configurations than returns, and where the way is blocked it falls back to better configurations a little
 * earlier instead of trying all that follows from a bad choice. Memory grows with the configurations met and with the
 * operations open at a time, never with the square of the length.
 *
 * <p>Many violations are one answer that nothing explains; they are found in one pass before ({@link
 * UnexplainedAnswer}). Since {@link Prospects} looks ahead, a search that fails knows only about where: the first return
 * that can't be explained is then found by more attempts with nearer goals. Not thread-safe.
 *
 * @param <S> the model's states
 */
public final class Search<S> {

    private static final int STEPS_FOR_LAST_STATES = 2_000;

    private final Setting<S> setting;
    private final Account account;
    private Attempt<S> attempt;
    private long earlierConfigurations;
    private int explained;
    private int stuck = Timeline.NONE;

    public Search(Part part, Model<S> model, Account account) throws ExhaustedException {
        this.account = account;
        this.setting = new Setting<>(part, model, account);
    }

    /** Whether some order of the operations is legal. */
    public boolean linearizable() throws ExhaustedException, InterruptedException {
        if (returns() == 0) {
            return true;
        }
        int unexplained = setting.unexplainedReturn();
        int latest = unexplained;
        if (unexplained == Timeline.NONE) {
            if (reaches(returns())) {
                return true;
            }
            latest = latestPossiblyStuck();
        }
        stuck = latest;
        try {
            stuck = firstStuck(latest);
        } catch (ExhaustedException e) {
            // The verdict stands; only the place may be later than it could be, and states may be missing.
        }
        return false;
    }

    /** Whether an order explains all returns before number {@code goal}. */
    private boolean reaches(int goal) throws ExhaustedException, InterruptedException {
        if (attempt != null) {
            earlierConfigurations += attempt.configurations();
            attempt.release();
        }
        attempt = new Attempt<>(setting, goal, account);
        try {
            return attempt.succeeds();
        } finally {
            explained = Math.max(explained, attempt.deepest());
        }
    }

    /** After a failed attempt: the last return that can be the first without explanation. */
    private int latestPossiblyStuck() {
        int ahead = attempt.latestDeadline() < 0 ? 0 : setting.timeline.returnNumber(attempt.latestDeadline());
        return Math.max(attempt.deepest(), ahead);
    }

    /** The first return that can't be explained, which is number {@code latest} or before. */
    private int firstStuck(int latest) throws ExhaustedException, InterruptedException {
        int high = latest;
        int stride = high - explained;
        while (explained < high) {
            int goal = Math.min(high, explained + Math.max(1, stride));
            stride = reaches(goal) ? 2 * stride : stride / 4;
            if (attempt.deepest() < goal) {
                high = Math.min(goal - 1, latestPossiblyStuck());
            }
        }
        boolean sawAll =
                attempt != null && attempt.deepest() == high && (attempt.latestDeadline() < 0 || attempt.succeeds());
        if (!sawAll) {
            reaches(high);
        }
        attempt.lookAround(STEPS_FOR_LAST_STATES);
        return high;
    }

    /**
     * After a search that found no order: the first operation that could not take effect in time in any. After one that
     * was not finished: the operation whose return is the first not yet explained.
     */
    public int stuckOperation() {
        return setting.timeline.returning(stuck == Timeline.NONE ? Math.min(returnsExplained(), returns() - 1) : stuck);
    }

    /** The states in which the object could have been just before {@link #stuckOperation} returned, few first met. */
    public List<S> lastStates(int atMost) {
        return attempt == null || attempt.deepest() != stuck ? List.of() : attempt.lastStates(atMost);
    }

    /** How far the search came: operations that returned in the best order found. */
    public int returnsExplained() {
        return Math.max(explained, attempt == null ? 0 : attempt.deepest());
    }

    public int returns() {
        return setting.timeline.returns();
    }

    public long configurations() {
        return earlierConfigurations + (attempt == null ? 0 : attempt.configurations());
    }

    /** Operations of unknown outcome that had to be considered. */
    public int crashes() {
        return setting.part.size() - returns();
    }
}
