package io.partita.checker.internal.checks;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What checkers ask of events. */
final class Events {

    private Events() {}

    /** Whether a client begins {@code f} here. */
    static boolean begins(History history, int i, String f) {
        return history.type(i) == OpType.INVOKE
                && history.process(i) >= 0
                && history.f(i).equals(f);
    }

    /** How the operation invoked at {@code invocation} ended; one that never completed is of unknown outcome. */
    static OpType outcome(History history, int invocation) {
        int completion = history.completionOf(invocation);
        return completion < 0 ? OpType.INFO : history.type(completion);
    }

    /** Whether an operation {@code f} ended well here. */
    static boolean succeeds(History history, int i, String f) {
        return history.type(i) == OpType.OK
                && history.invocationOf(i) >= 0
                && history.f(i).equals(f);
    }

    /** {@code process 3 at 12.401 s}. */
    static String who(History history, int i) {
        return "process " + history.process(i) + " at " + history.moment(i);
    }

    /** {@code 1 element}, {@code 2 elements}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The anomaly that became certain at {@code at}; events that are -1 don't exist and are left out. */
    static Anomaly anomaly(String headline, int at, Map<String, Object> details, int... related) {
        List<Long> indices = Arrays.stream(related)
                .filter(index -> index >= 0)
                .sorted()
                .distinct()
                .mapToObj(index -> (long) index)
                .toList();
        return new Anomaly(headline, null, at, indices, details);
    }

    /**
     * The list that an event carries.
     *
     * @throws HistoryException if it carries anything else
     */
    static List<?> list(History history, int i, String of) {
        if (history.value(i) instanceof List<?> list) {
            return list;
        }
        throw misfit(history, i, "a list of " + of);
    }

    /**
     * The whole number that an event carries, or {@code absent} for null.
     *
     * @throws HistoryException if it carries anything else
     */
    static long whole(History history, int i, long absent) {
        Object value = history.value(i);
        if (value == null) {
            return absent;
        }
        if (value instanceof Long number) {
            return number;
        }
        throw misfit(history, i, "a whole number");
    }

    /** The event does not carry what its function should. */
    static HistoryException misfit(History history, int i, String expected) {
        return new HistoryException("event " + history.origin(i) + ": " + history.f(i) + " carries "
                + Values.show(history.value(i)) + ", expected " + expected);
    }
}
