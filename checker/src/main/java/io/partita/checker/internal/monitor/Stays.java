package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which operation put each value into a collection and which took it out, for collections in which no value was put
 * twice. Values are numbered in the order in which their puts were invoked. A value is surely inside from the return of
 * its put to the invocation of its take.
 */
final class Stays {

    private static final int NOBODY = -1;
    private static final int IGNORED = -2;

    private final Part part;
    private final ValueNumbers numbers;
    private final int[] puts;
    private final int[] takes;
    private int[] emptyAnswers = new int[0];
    private int[] unknownTakes = new int[0];
    private int unsound = Part.NEVER;
    private boolean hasOptionalTakes;

    private Stays(Part part, ValueNumbers numbers, int[] puts) {
        this.part = part;
        this.numbers = numbers;
        this.puts = puts;
        this.takes = new int[numbers.size()];
        Arrays.fill(takes, NOBODY);
    }

    /** The same, but {@code takes} tells what was taken by whom, and no other take of unknown outcome happened. */
    private Stays(Stays other, int[] takes) {
        this.part = other.part;
        this.numbers = other.numbers;
        this.puts = other.puts;
        this.takes = takes;
        this.emptyAnswers = other.emptyAnswers;
        this.unsound = other.unsound;
    }

    /** The stays of the values of {@code part}, unless one of them was put twice. */
    static Optional<Stays> of(Part part, String put) {
        ValueNumbers numbers = new ValueNumbers(part.size());
        int[] puts = new int[part.size()];
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (op.f().equals(put)) {
                puts[numbers.size()] = i;
                if (!numbers.add(op.input())) {
                    return Optional.empty();
                }
            }
        }
        Stays stays = new Stays(part, numbers, puts);
        stays.attachTakes(put);
        return Optional.of(stays);
    }

    private void attachTakes(String put) {
        int[] empty = new int[part.size()];
        int[] unknown = new int[part.size()];
        int[] optional = new int[part.size()];
        int empties = 0;
        int unknowns = 0;
        int optionals = 0;
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (op.f().equals(put)) {
                continue;
            }
            if (op.outcome() == Outcome.UNKNOWN) {
                unknown[unknowns++] = i;
            } else if (op.output() == null) {
                empty[empties++] = i;
            } else if (part.crashed(i)) {
                optional[optionals++] = i;
            } else if (!attach(i)) {
                unsound = Math.min(unsound, part.returns()[i]);
            }
        }
        emptyAnswers = Arrays.copyOf(empty, empties);
        unknownTakes = Arrays.copyOf(unknown, unknowns);
        for (int i = 0; i < optionals; i++) {
            hasOptionalTakes |= attach(optional[i]);
        }
    }

    /** Whether {@code take} can have got its value: it was put, not taken before, and not put too late. */
    private boolean attach(int take) {
        int value = numbers.find(part.operations().get(take).output());
        if (value == ValueNumbers.UNKNOWN || takes[value] != NOBODY || part.precedes(take, puts[value])) {
            return false;
        }
        takes[value] = take;
        return true;
    }

    /** Whether every value taken was put, not after it was taken, and was taken once only. */
    boolean sound() {
        return unsound == Part.NEVER;
    }

    /** The first return of a take that could not take what it answered, or {@link Part#NEVER}. */
    int unsound() {
        return unsound;
    }

    Part part() {
        return part;
    }

    /** Number of values. */
    int values() {
        return numbers.size();
    }

    /** The number of {@code value}, which was put. */
    int numberOf(Object value) {
        return numbers.find(value);
    }

    int put(int value) {
        return puts[value];
    }

    /** Whether somebody took {@code value}, or may have. */
    boolean taken(int value) {
        return takes[value] >= 0;
    }

    /** Who took {@code value}, which was taken; one that crashed may have taken it at any time or never. */
    int take(int value) {
        return takes[value];
    }

    /** Whether it is certain that {@code value} was taken. */
    boolean surelyTaken(int value) {
        return taken(value) && !part.crashed(takes[value]);
    }

    /** Whether {@code value} counts, see {@link #ofValuesSurelyTaken}. */
    boolean counts(int value) {
        return takes[value] != IGNORED;
    }

    /** The first gap in which {@code value} is surely inside. */
    int insideFrom(int value, Gaps gaps) {
        return gaps.last(puts[value]) + 1;
    }

    /** The last gap in which {@code value} is surely inside; before the first one if it never surely is. */
    int insideTo(int value, Gaps gaps) {
        return taken(value) ? gaps.first(takes[value]) - 1 : gaps.count() - 1;
    }

    /** Whether some value has a take that may have taken that value or nothing, see {@link Part#crashed}. */
    boolean hasOptionalTakes() {
        return hasOptionalTakes;
    }

    /** Operations that found the collection empty. */
    int[] emptyAnswers() {
        return emptyAnswers;
    }

    /** Takes of unknown outcome: each may have taken any value that nobody is known to have taken. */
    int[] unknownTakes() {
        return unknownTakes;
    }

    /** Only the values that somebody certainly took. A legal order stays legal when all others are left out. */
    Stays ofValuesSurelyTaken() {
        int[] known = takes.clone();
        for (int value = 0; value < known.length; value++) {
            known[value] = surelyTaken(value) ? known[value] : IGNORED;
        }
        return new Stays(this, known);
    }

    /**
     * One of the things that may have happened: takes of unknown outcome took values that nobody is known to have taken,
     * the earliest take the value with the earliest deadline.
     *
     * @param deadlines by value; what has none was not taken
     */
    Stays withTakesBy(int[] deadlines) {
        long[] urgent = new long[values()];
        int n = 0;
        for (int value = 0; value < values(); value++) {
            if (!taken(value) && deadlines[value] != LeastFrom.NOTHING) {
                urgent[n++] = (long) deadlines[value] << 32 | value;
            }
        }
        Arrays.sort(urgent, 0, n);
        int[] guessed = takes.clone();
        for (int i = 0; i < Math.min(n, unknownTakes.length); i++) {
            guessed[(int) urgent[i]] = unknownTakes[i];
        }
        return new Stays(this, guessed);
    }
}
