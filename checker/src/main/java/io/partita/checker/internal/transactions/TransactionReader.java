package io.partita.checker.internal.transactions;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns a history into {@link Transactions}, and refuses one that is not a history of transactions. */
final class TransactionReader {

    /** What writes are called, by kind of transaction. */
    enum Vocabulary {
        LIST_APPEND("append", List.of("append")),
        READ_WRITE_REGISTER("w", List.of("w", "write"));

        private final String write;
        private final List<String> writes;

        Vocabulary(String write, List<String> writes) {
            this.write = write;
            this.writes = writes;
        }
    }

    private static final List<String> READS = List.of("r", "read");

    private final History history;
    private final Vocabulary vocabulary;
    final IntList invocations = new IntList();
    final IntList starts = new IntList();
    final IntList stepKeys = new IntList();
    final IntList written = new IntList();
    final IntList previous = new IntList();
    final IntList ownWrite = new IntList();
    final List<Object> keys = new ArrayList<>();
    final WriteTable table = new WriteTable();

    private final Map<Object, Integer> keyNumbers = new HashMap<>();
    /** Of every write the transaction it is in. */
    private final IntList writers = new IntList();
    /** Of every key the latest step on it. */
    private final IntList latest = new IntList();

    private TransactionReader(History history, Vocabulary vocabulary) {
        this.history = history;
        this.vocabulary = vocabulary;
    }

    /**
     * The transactions of {@code history}, without what they read.
     *
     * @throws HistoryException if an operation is not a transaction of this kind, or a value is written twice to one key
     */
    static Transactions read(History history, Vocabulary vocabulary) {
        TransactionReader reader = new TransactionReader(history, vocabulary);
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0) {
                continue;
            }
            if (history.type(i) == OpType.INVOKE) {
                reader.invoke(i);
            } else if (history.type(i) == OpType.OK) {
                reader.compare(history.invocationOf(i), i);
            }
        }
        reader.starts.add(reader.stepKeys.size());
        return new Transactions(reader);
    }

    History history() {
        return history;
    }

    private void invoke(int event) {
        if (!name(history.f(event)).equals("txn")) {
            throw bad(event, "invokes \"" + history.f(event) + "\": expected only transactions, called \"txn\"");
        }
        if (history.key(event) != null) {
            throw bad(
                    event,
                    "names the key " + Values.show(history.key(event))
                            + " for the whole transaction: its steps must name their keys, [f, key, value]");
        }
        int start = stepKeys.size();
        starts.add(start);
        invocations.add(event);
        for (Object step : steps(event)) {
            step(event, start, step);
        }
    }

    private void step(int event, int start, Object step) {
        List<?> parts = parts(event, step);
        int key = keyNumber(parts.get(1));
        int before = latest.get(key) >= start ? latest.get(key) : Transactions.NONE;
        int own = Transactions.NONE;
        if (before != Transactions.NONE) {
            own = written.get(before) != Transactions.NONE ? written.get(before) : ownWrite.get(before);
        }
        latest.set(key, stepKeys.size());
        stepKeys.add(key);
        previous.add(before);
        ownWrite.add(own);
        written.add(isRead(parts) ? Transactions.NONE : write(event, key, parts));
    }

    private int write(int event, int key, List<?> parts) {
        Object value = parts.get(2);
        if (value == null) {
            throw bad(
                    event,
                    "writes nothing to " + Values.show(parts.get(1))
                            + ": a read of it would look like one before any write; give it a value");
        }
        int earlier = table.find(key, value);
        if (earlier != WriteTable.ABSENT) {
            throw bad(
                    event,
                    "writes " + Values.show(value) + " to " + Values.show(parts.get(1))
                            + ", which event " + invocations.get(writers.get(earlier))
                            + " writes as well: to tell who wrote"
                            + " what a read shows, every write to a key needs a value of its own");
        }
        writers.add(invocations.size() - 1);
        return table.add(key, value);
    }

    private int keyNumber(Object key) {
        Integer known = keyNumbers.get(key);
        if (known != null) {
            return known;
        }
        keyNumbers.put(key, keys.size());
        keys.add(key);
        latest.add(Transactions.NONE);
        return keys.size() - 1;
    }

    /** An ok completion must answer what was asked. */
    private void compare(int invocation, int completion) {
        List<?> asked = steps(invocation);
        List<?> answered = steps(completion);
        if (asked.size() != answered.size()) {
            throw bad(
                    completion,
                    "answers " + answered.size() + " steps, but event " + invocation + " asked for " + asked.size());
        }
        for (int i = 0; i < asked.size(); i++) {
            List<?> question = (List<?>) asked.get(i);
            List<?> answer = parts(completion, answered.get(i));
            boolean same = isRead(question) == isRead(answer)
                    && Objects.equals(question.get(1), answer.get(1))
                    && (isRead(question) || Objects.equals(question.get(2), answer.get(2)));
            if (!same) {
                throw bad(
                        completion,
                        "answers " + Values.show(answer) + " as step " + (i + 1) + ", but event " + invocation
                                + " asked for " + Values.show(question));
            }
            if (isRead(answer) && vocabulary == Vocabulary.LIST_APPEND) {
                refuseOtherThanList(completion, answer);
            }
        }
    }

    private void refuseOtherThanList(int event, List<?> answer) {
        boolean list = answer.get(2) == null || answer.get(2) instanceof List<?> elements && !elements.contains(null);
        if (!list) {
            throw bad(
                    event,
                    "reads " + Values.show(answer.get(2)) + " from " + Values.show(answer.get(1))
                            + ": expected a list of appended values");
        }
    }

    private List<?> steps(int event) {
        if (history.value(event) instanceof List<?> steps) {
            return steps;
        }
        throw bad(
                event,
                "has the value " + Values.show(history.value(event)) + ": expected a list of steps, such as "
                        + "[[\"r\", \"x\", null], [\"" + vocabulary.write + "\", \"y\", 1]]");
    }

    private List<?> parts(int event, Object step) {
        if (!(step instanceof List<?> parts) || parts.size() != 3 || !(parts.get(0) instanceof String f)) {
            throw bad(event, "has the step " + Values.show(step) + ": expected [f, key, value]");
        }
        if (!READS.contains(name(f)) && !vocabulary.writes.contains(name(f))) {
            throw bad(
                    event,
                    "has the step " + Values.show(step) + ": expected \"" + vocabulary.write + "\" or \"r\", not \"" + f
                            + "\"");
        }
        if (parts.get(1) == null) {
            throw bad(event, "has the step " + Values.show(step) + " without a key");
        }
        return parts;
    }

    private static boolean isRead(List<?> parts) {
        return READS.contains(name((String) parts.get(0)));
    }

    /** Without the colon with which Jepsen's keywords begin. */
    private static String name(String f) {
        return f.startsWith(":") ? f.substring(1) : f;
    }

    private HistoryException bad(int event, String problem) {
        return new HistoryException("event " + event + ": process " + history.process(event) + " " + problem);
    }
}
