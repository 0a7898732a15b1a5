package io.partita.checker;

import io.partita.checker.internal.Values;
import io.partita.checker.internal.models.Counter;
import io.partita.checker.internal.models.ElementSet;
import io.partita.checker.internal.models.FifoQueue;
import io.partita.checker.internal.models.GrowOnlySet;
import io.partita.checker.internal.models.KeyValueAppend;
import io.partita.checker.internal.models.Log;
import io.partita.checker.internal.models.MultiRegister;
import io.partita.checker.internal.models.Mutex;
import io.partita.checker.internal.models.OwnedMutex;
import io.partita.checker.internal.models.PriorityQueue;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.models.Semaphore;
import io.partita.checker.internal.models.Stack;
import io.partita.checker.internal.models.UnorderedQueue;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that Partita knows by name. */
public final class Models {

    private static final Map<String, String> DESCRIPTIONS = descriptions();

    private Models() {}

    private static Map<String, String> descriptions() {
        Map<String, String> of = new LinkedHashMap<>();
        of.put("register", "a value: read, write");
        of.put("cas-register", "a register with cas [expected, new]; a failed cas tells nothing");
        of.put("cas-register-strict", "the same, but a failed cas saw another value than expected");
        of.put("kv", "a cas-register for each key");
        of.put("kv-append", "a string for each key: get, put, append");
        of.put("counter", "a number: add, increment, read");
        of.put("log", "values by offset: append, read");
        of.put("mutex", "a lock without owner: acquire, release");
        of.put("owned-mutex", "a lock that only its owner may release: acquire, release");
        of.put("reentrant-mutex", "an owned mutex that its owner may acquire again");
        of.put("fenced-mutex", "an owned mutex that answers an acquire with a growing token");
        of.put("semaphore", "several permits: acquire, release");
        of.put("set", "a set: add, remove, contains");
        of.put("gset", "a set that only grows: add, and read of the whole");
        of.put("queue", "first in, first out: enqueue, dequeue");
        of.put("unordered-queue", "in any order: enqueue, dequeue");
        of.put("priority-queue", "whole numbers, least first: insert, delete-min");
        of.put("stack", "last in, first out: push, pop");
        of.put("multi-register", "several registers: txn of reads and writes, atomic");
        return Collections.unmodifiableMap(of);
    }

    /** All names, in the order to list them. */
    public static List<String> names() {
        return List.copyOf(DESCRIPTIONS.keySet());
    }

    /**
     * What the model {@code name} is and which operations it has, in a few words.
     *
     * @throws IllegalArgumentException if there is none; the message names the closest and lists all
     */
    public static String describe(String name) {
        String description = DESCRIPTIONS.get(name);
        if (description == null) {
            throw new IllegalArgumentException(unknown(name));
        }
        return description;
    }

    /**
     * The model {@code name} in its usual initial state.
     *
     * @throws IllegalArgumentException if there is none; the message names the closest and lists all
     */
    public static Model<?> named(String name) {
        return named(name, Settings.DEFAULT);
    }

    /**
     * The model {@code name}.
     *
     * @throws IllegalArgumentException if there is none, or the settings don't suit it
     */
    public static Model<?> named(String name, Settings settings) {
        return switch (name) {
            case "register" -> register(name, Register.Kind.PLAIN, settings);
            case "cas-register", "kv" -> register(name, Register.Kind.CAS, settings);
            case "cas-register-strict" -> register(name, Register.Kind.STRICT_CAS, settings);
            case "kv-append" -> new KeyValueAppend(settings.initial(name, String.class, "a string", ""));
            case "counter" -> new Counter(settings.initial(name, Long.class, "a whole number", 0L));
            case "multi-register" ->
                new MultiRegister(settings.initial(name, Map.class, "a map", Map.of()), settings.nullRead());
            case "log" -> settings.withoutInitial(new Log(), List.of());
            case "mutex" -> settings.withoutInitial(new Mutex(), "free");
            case "owned-mutex" -> settings.withoutInitial(OwnedMutex.owned(), "free");
            case "reentrant-mutex" -> settings.withoutInitial(OwnedMutex.reentrant(), "free");
            case "fenced-mutex" ->
                OwnedMutex.fenced(Optional.ofNullable(settings.initial(name, Long.class, "the last token", null)));
            case "semaphore" -> new Semaphore(settings.initial(name, Long.class, "a number of permits", 1L));
            case "set" -> settings.withoutInitial(new ElementSet(), Map.of());
            case "gset" -> settings.withoutInitial(new GrowOnlySet(), Map.of());
            case "queue" -> settings.withoutInitial(new FifoQueue(), List.of());
            case "unordered-queue" -> settings.withoutInitial(new UnorderedQueue(), List.of());
            case "priority-queue" -> settings.withoutInitial(new PriorityQueue(), List.of());
            case "stack" -> settings.withoutInitial(new Stack(), List.of());
            default -> throw new IllegalArgumentException(unknown(name));
        };
    }

    private static Register register(String name, Register.Kind kind, Settings settings) {
        return new Register(name, kind, settings.init().orElse(null), settings.nullRead());
    }

    private static String unknown(String name) {
        return "unknown model \"" + name + "\""
                + Spelling.closest(name, names())
                        .map(close -> ": did you mean " + close + "?")
                        .orElse(Checkers.names().contains(name) ? ": that is a checker, --checker " + name : "")
                + " (models: " + String.join(", ", names()) + ")";
    }

    /**
     * What can be set of a model.
     *
     * @param init the value to start from; empty for the model's own
     * @param nullRead what a read of null says, for registers
     */
    public record Settings(Optional<Object> init, NullRead nullRead) {

        public static final Settings DEFAULT = new Settings(Optional.empty(), NullRead.ABSENT);

        private <T> T initial(String model, Class<T> type, String expected, T usual) {
            if (init.isEmpty()) {
                return usual;
            }
            if (!type.isInstance(init.get())) {
                throw new IllegalArgumentException(
                        "init of " + model + " must be " + expected + ", not " + Values.show(init.get()));
            }
            return type.cast(init.get());
        }

        private <S> Model<S> withoutInitial(Model<S> model, Object usual) {
            boolean empty =
                    init.isEmpty() || init.get().equals(usual) || init.get() instanceof List<?> list && list.isEmpty();
            if (!empty) {
                throw new IllegalArgumentException("init of " + model.name() + " can't be set: it always starts "
                        + (usual instanceof String ? usual : "empty"));
            }
            return model;
        }
    }
}
