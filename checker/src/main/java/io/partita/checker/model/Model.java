package io.partita.checker.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A sequential specification: what an object may answer when operations come one at a time. Implementations are
 * immutable, and so are their states; both are safe for use by several threads.
 *
 * <p>Only the first five methods are needed. The others tell the search what it may exploit; their defaults are always
 * right, and merely slower.
 *
 * @param <S> the states; compared by {@code equals} and {@code hashCode}, never null
 */
public interface Model<S> {

    /** The name, for {@code --model} and reports. */
    String name();

    /** The functions that this object has. */
    List<String> functions();

    /** The state before every operation. */
    S initial();

    /**
     * The state after {@code operation} in {@code state}, or null if it can't have had this outcome there.
     *
     * <p>With {@link Operation.Outcome#UNKNOWN} the answer is not known: the state after it is the one that the
     * operation brings about whatever it answers, and null if it would do nothing.
     */
    S step(S state, Operation operation);

    /** {@code state} in words, to complete "the object was …". */
    String describe(S state);

    /**
     * Why {@code operation} makes no sense to this model, such as a compare-and-set without a pair; empty when it does.
     * Asked before the search, so that {@link #step} meets only what passed.
     */
    default Optional<String> problemWith(Operation operation) {
        return Optional.empty();
    }

    /**
     * The part of the object that {@code operation} is about, or null for the whole. Operations on different parts must
     * not influence each other: parts are judged apart. By default the key.
     */
    default Object partOf(Operation operation) {
        return operation.key();
    }

    /** Whether {@code operation} never changes the state, in whichever state. */
    default boolean isReadOnly(Operation operation) {
        return false;
    }

    /**
     * Whether {@code operation} is possible in every state and leads to the same state from all of them, such as a
     * write: then it hides whatever happened just before.
     */
    default boolean overwrites(Operation operation) {
        return false;
    }

    /**
     * The only state in which {@code operation} is possible, as its answer tells: for a read, what it read. Empty when
     * there are several, or when it isn't known.
     */
    default Optional<S> onlyPossibleIn(Operation operation) {
        return Optional.empty();
    }

    /**
     * Whether operations that don't overwrite can lead from {@code state} to one in which {@code observation}, which is
     * read-only, is possible. May be true though they can't.
     */
    default boolean mayLeadTo(S state, Operation observation) {
        return true;
    }

    /**
     * Whether the refusal of {@code operation} tells something about the state. If not, refused operations are left
     * out.
     */
    default boolean observesRefusal(Operation operation) {
        return false;
    }

    /**
     * Decides which operations of unknown outcome can matter to what the others observed; the rest is left out. An
     * operation may be denied only if every legal order that contains it is still legal without it.
     *
     * @param operations all operations on one part
     */
    default Predicate<Operation> couldMatter(List<Operation> operations) {
        return operation -> true;
    }
}
