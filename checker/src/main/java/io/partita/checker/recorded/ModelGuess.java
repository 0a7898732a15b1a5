package io.partita.checker.recorded;

import io.partita.checker.history.Format;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.history.RecordedHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells the model from the operations, where they leave no doubt. */
final class ModelGuess {

    private ModelGuess() {}

    static Optional<String> of(History history) {
        Set<String> functions = new TreeSet<>();
        boolean keyed = false;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE && history.process(i) >= 0) {
                functions.add(history.f(i));
                keyed |= history.key(i) != null;
            }
        }
        if (functions.equals(Set.of("add", "read"))) {
            return addAndRead(history);
        }
        if (functions.contains("cas")) {
            return only(functions, Set.of("read", "write", "cas"), keyed ? "kv" : "cas-register");
        }
        if (functions.contains("write")) {
            return only(functions, Set.of("read", "write"), keyed ? "kv" : "register");
        }
        if (functions.contains("acquire")) {
            return lock(history).flatMap(lock -> only(functions, Set.of("acquire", "release"), lock));
        }
        if (functions.equals(Set.of("append", "read"))) {
            return log(history);
        }
        return only(functions, Set.of("get", "put", "append"), "kv-append")
                .or(() -> only(functions, Set.of("enqueue", "dequeue"), "queue"))
                .or(() -> only(functions, Set.of("push", "pop"), "stack"))
                .or(() -> only(functions, Set.of("insert", "delete-min"), "priority-queue"))
                .or(() -> only(functions, Set.of("txn"), "multi-register"))
                .or(() -> functions.contains("contains")
                        ? only(functions, Set.of("add", "remove", "contains"), "set")
                        : Optional.empty())
                .or(() -> functions.contains("increment")
                        ? only(functions, Set.of("add", "increment", "read"), "counter")
                        : Optional.empty());
    }

    /** Whether a read of Jepsen or Knossos succeeded and answered nil, which has two meanings there. */
    static boolean hasNullReads(RecordedHistory recorded) {
        if (recorded.format() == Format.OP_HISTORY) {
            return false;
        }
        History history = recorded.history();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.f(i).equals("read") && history.value(i) == null) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> only(Set<String> functions, Set<String> allowed, String model) {
        return !functions.isEmpty() && allowed.containsAll(functions) ? Optional.of(model) : Optional.empty();
    }

    private static Optional<String> addAndRead(History history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.f(i).equals("read")) {
                return history.value(i) instanceof List ? Optional.of("gset") : Optional.of("counter");
            }
        }
        return Optional.empty();
    }

    /** Tokens tell a fenced lock; values may be owners or numbers of permits, and leave doubt. */
    private static Optional<String> lock(History history) {
        Set<Boolean> named = new HashSet<>();
        boolean tokens = false;
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) >= 0 && history.type(i) == OpType.INVOKE) {
                named.add(history.value(i) != null);
            } else if (history.type(i) == OpType.OK && history.f(i).equals("acquire") && history.invocationOf(i) >= 0) {
                Object answer = history.value(i);
                boolean echo = Objects.equals(answer, history.value(history.invocationOf(i)));
                tokens |=
                        answer instanceof Map<?, ?> map && map.containsKey("fence") || answer instanceof Long && !echo;
            }
        }
        if (tokens && named.size() == 1) {
            return Optional.of("fenced-mutex");
        }
        return named.contains(true) ? Optional.empty() : Optional.of("mutex");
    }

    /** A log is read by offset. */
    private static Optional<String> log(History history) {
        for (int i = 0; i < history.size(); i++) {
            boolean asks = history.process(i) >= 0 && history.type(i) == OpType.INVOKE;
            if (asks && history.f(i).equals("read") && !(history.value(i) instanceof Long)) {
                return Optional.empty();
            }
        }
        return Optional.of("log");
    }
}
