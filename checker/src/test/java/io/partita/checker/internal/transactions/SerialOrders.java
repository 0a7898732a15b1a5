package io.partita.checker.internal.transactions;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a small history has an execution that a consistency model allows, by trying every order in which its
 * transactions can have been committed: straight from the definitions, without any dependency.
 */
final class SerialOrders {

    /** Which orders of transactions must be kept. */
    enum Order {
        NONE,
        PROCESS,
        REAL_TIME
    }

    private record Transaction(int process, int invocation, int completion, boolean certain, List<?> steps) {}

    private final List<Transaction> transactions = new ArrayList<>();
    private final boolean lists;
    private final boolean snapshots;
    private final Order order;

    private SerialOrders(History history, boolean lists, boolean snapshots, Order order) {
        this.lists = lists;
        this.snapshots = snapshots;
        this.order = order;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE) {
                int end = history.completionOf(i);
                OpType how = end < 0 ? OpType.INFO : history.type(end);
                if (how != OpType.FAIL) {
                    boolean ok = how == OpType.OK;
                    transactions.add(new Transaction(history.process(i), i, ok ? end : Integer.MAX_VALUE, ok, (List<?>)
                            history.value(ok ? end : i)));
                }
            }
        }
    }

    /** Every transaction happens at one instant, in an order that keeps {@code order}. */
    static boolean serializable(History history, boolean lists, Order order) {
        SerialOrders orders = new SerialOrders(history, lists, false, order);
        return orders.extend(new ArrayList<>(), new ArrayList<>(List.of(Map.of())));
    }

    /**
     * Every transaction reads the state after some first ones of those that were committed before it, none of the
     * others writes a key that it writes, and those first ones include all that {@code order} puts before it.
     */
    static boolean snapshotIsolated(History history, boolean lists, Order order) {
        SerialOrders orders = new SerialOrders(history, lists, true, order);
        return orders.extend(new ArrayList<>(), new ArrayList<>(List.of(Map.of())));
    }

    /** Whether what is committed so far can be continued; {@code states} are those before, between and after. */
    private boolean extend(List<Transaction> committed, List<Map<Object, List<Object>>> states) {
        if (committed.containsAll(
                transactions.stream().filter(Transaction::certain).toList())) {
            return true;
        }
        for (Transaction next : transactions) {
            if (!committed.contains(next) && mayFollow(next, committed)) {
                for (int seen = snapshots ? 0 : committed.size(); seen <= committed.size(); seen++) {
                    if (canRead(next, seen, committed, states)) {
                        committed.add(next);
                        states.add(after(next, states.get(states.size() - 1)));
                        if (extend(committed, states)) {
                            return true;
                        }
                        committed.remove(committed.size() - 1);
                        states.remove(states.size() - 1);
                        break;
                    }
                }
            }
        }
        return false;
    }

    private boolean before(Transaction one, Transaction other) {
        boolean ended = one.completion() < other.invocation();
        return ended && (order == Order.REAL_TIME || order == Order.PROCESS && one.process() == other.process());
    }

    private boolean mayFollow(Transaction next, List<Transaction> committed) {
        return transactions.stream().noneMatch(other -> before(other, next) && !committed.contains(other));
    }

    private boolean canRead(
            Transaction next, int seen, List<Transaction> committed, List<Map<Object, List<Object>>> states) {
        for (Transaction unseen : committed.subList(seen, committed.size())) {
            if (before(unseen, next) || writesSame(unseen, next)) {
                return false;
            }
        }
        Map<Object, List<Object>> state = new HashMap<>(states.get(seen));
        for (Object each : next.steps()) {
            List<?> step = (List<?>) each;
            List<Object> value = state.getOrDefault(step.get(1), List.of());
            if (!step.get(0).equals("r")) {
                List<Object> longer = new ArrayList<>(value);
                longer.add(step.get(2));
                state.put(step.get(1), longer);
            } else if (next.certain()) {
                Object shown = lists ? value : value.isEmpty() ? null : value.get(value.size() - 1);
                Object answer = lists && step.get(2) == null ? List.of() : step.get(2);
                if (!Objects.equals(shown, answer)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean writesSame(Transaction one, Transaction other) {
        return one.steps().stream().anyMatch(a -> other.steps().stream().anyMatch(b -> isWriteOfSame(a, b)));
    }

    private static boolean isWriteOfSame(Object a, Object b) {
        List<?> one = (List<?>) a;
        List<?> other = (List<?>) b;
        return !one.get(0).equals("r")
                && !other.get(0).equals("r")
                && one.get(1).equals(other.get(1));
    }

    private static Map<Object, List<Object>> after(Transaction transaction, Map<Object, List<Object>> state) {
        Map<Object, List<Object>> next = new HashMap<>(state);
        for (Object each : transaction.steps()) {
            List<?> step = (List<?>) each;
            if (!step.get(0).equals("r")) {
                next.merge(step.get(1), List.of(step.get(2)), (old, added) -> {
                    List<Object> both = new ArrayList<>(old);
                    both.addAll(added);
                    return both;
                });
            }
        }
        return next;
    }
}
