package io.partita.checker.internal.transactions;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Transactions, values and anomalies in words and as JSON. */
final class Words {

    private static final int SHOWN_ENDS = 4;

    private final Transactions transactions;
    private final History history;

    Words(Transactions transactions) {
        this.transactions = transactions;
        this.history = transactions.history;
    }

    /** Such as {@code process 3 (events 4-9)}. */
    String who(int transaction) {
        int completion = transactions.completion(transaction);
        return "process " + transactions.process(transaction) + " (events " + transactions.invocations[transaction]
                + "-" + (completion < 0 ? "" : completion) + ")";
    }

    String key(int key) {
        return Values.show(transactions.keys.get(key));
    }

    /** What makes the version what it is: the value appended or written. */
    String value(int version) {
        return Values.show(transactions.valueOf(version));
    }

    /** What a step read or wrote, a long list without its middle. */
    String value(int transaction, int step) {
        return show(transactions.value(transaction, step));
    }

    static String show(Object value) {
        if (value instanceof List<?> list && list.size() > 2 * SHOWN_ENDS) {
            String head = Values.show(list.subList(0, 2));
            String tail = Values.show(list.subList(list.size() - SHOWN_ENDS, list.size()));
            return head.substring(0, head.length() - 1) + ", … " + tail.substring(1);
        }
        return Values.show(value);
    }

    /** Such as {@code read [1, 2] from "x"}. */
    String didRead(int transaction, int step) {
        Object value = transactions.value(transaction, step);
        String from = key(transactions.stepKeys[step]);
        return value == null ? "found nothing in " + from : "read " + show(value) + " from " + from;
    }

    /** When an event happened: {@code event 7}, with its time where the history has times. */
    String when(int event) {
        String moment = history.moment(event);
        return moment.startsWith("event") ? moment : "event " + event + ", " + moment;
    }

    /** An anomaly of one key that {@code sentence} tells. */
    Anomaly anomaly(AnomalyKind kind, int key, String sentence, int... concerned) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("class", kind.label());
        details.put("meaning", kind.meaning());
        List<Object> nodes = new ArrayList<>();
        for (int i = 0; i < concerned.length; i++) {
            nodes.add(json("T" + (i + 1), concerned[i]));
        }
        details.put("transactions", nodes);
        String headline = kind.label() + " (" + kind.meaning() + "): " + sentence;
        return new Anomaly(
                headline, transactions.keys.get(key), lastEvent(concerned), relatedEvents(concerned), details);
    }

    /** A transaction for a picture. */
    Map<String, Object> json(String name, int transaction) {
        int completion = transactions.completion(transaction);
        int told = transactions.succeeded(transaction) ? completion : transactions.invocations[transaction];
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("process", (long) transactions.process(transaction));
        json.put("invocation", (long) transactions.invocations[transaction]);
        json.put("completion", completion < 0 ? null : (Object) (long) completion);
        json.put("outcome", completion < 0 ? "info" : history.type(completion).label());
        json.put("steps", history.value(told));
        return json;
    }

    long lastEvent(int... concerned) {
        return relatedEvents(concerned).stream().reduce(0L, Math::max);
    }

    List<Long> relatedEvents(int... concerned) {
        TreeSet<Long> events = new TreeSet<>();
        for (int transaction : concerned) {
            events.add((long) transactions.invocations[transaction]);
            int completion = transactions.completion(transaction);
            if (completion >= 0) {
                events.add((long) completion);
            }
        }
        return new ArrayList<>(events);
    }
}
