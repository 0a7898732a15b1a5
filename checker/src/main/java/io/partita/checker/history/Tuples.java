package io.partita.checker.history;

import io.partita.checker.internal.Values;
import java.util.Objects;
import java.util.Set;

/**
 * Tells whether the values of a history are pairs {@code [key value]}. Jepsen tests many keys at a time by making such
 * pairs (its namespace {@code jepsen.independent}) and prints them as plain vectors, which a compare-and-set has too.
 */
final class Tuples {

    /** Functions whose plain values are pairs. */
    private static final Set<String> TAKE_PAIRS = Set.of("cas", "contains");

    /** What the values say. */
    enum Finding {
        /** Every value is a pair, and some can't be anything else. */
        PAIRS,
        /** Some values look like pairs; others don't, or might be plain values. */
        DOUBT,
        PLAIN
    }

    private Tuples() {}

    static Finding look(History history) {
        boolean certain = false;
        boolean all = true;
        boolean likely = false;
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) == Op.NEMESIS) {
                continue;
            }
            if (history.key(i) != null) {
                return Finding.PLAIN;
            }
            if (history.type(i) == OpType.INVOKE) {
                boolean pair = isKeyed(history.value(i)) && !isPlainCas(history, i);
                boolean asks = pair && Values.second(history.value(i)) == null && !takesPairs(history, i);
                all &= pair;
                certain |= asks;
                likely |= pair && !takesPairs(history, i);
            } else {
                all &= isOfSameKey(history, i);
            }
        }
        if (all && certain) {
            return Finding.PAIRS;
        }
        return certain || all && likely ? Finding.DOUBT : Finding.PLAIN;
    }

    /** The history in which keys and values stand apart. */
    static History split(History history) {
        HistoryBuilder builder = History.builder();
        EventDraft draft = new EventDraft();
        for (Op op : history) {
            draft.take(op);
            draft.splitTuple();
            builder.add(draft);
        }
        return builder.build();
    }

    /** A pair whose first can be a key: a list would be the first of several micro-operations. */
    private static boolean isKeyed(Object value) {
        return Values.isPair(value) && Values.first(value) != null && !(Values.first(value) instanceof Iterable);
    }

    private static boolean takesPairs(History history, int index) {
        return TAKE_PAIRS.contains(history.f(index));
    }

    private static boolean isPlainCas(History history, int index) {
        return history.f(index).equals("cas") && !Values.isPair(Values.second(history.value(index)));
    }

    private static boolean isOfSameKey(History history, int completion) {
        int invocation = history.invocationOf(completion);
        if (invocation < 0) {
            return true;
        }
        Object value = history.value(completion);
        if (value == null) {
            return history.type(completion) != OpType.OK;
        }
        return isKeyed(value)
                && isKeyed(history.value(invocation))
                && Objects.equals(Values.first(value), Values.first(history.value(invocation)));
    }
}
