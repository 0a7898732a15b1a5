package io.partita.checker.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that Partita knows by name. */
public final class Models {

    private static final List<String> NAMES = List.of(
            "register",
            "cas-register",
            "cas-register-strict",
            "kv",
            "kv-append",
            "counter",
            "mutex",
            "set",
            "gset",
            "queue",
            "multi-register");

    private Models() {}

    /** All names, in the order to list them. */
    public static List<String> names() {
        return NAMES;
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
            case "mutex" -> settings.withoutInitial(new Mutex(), "free");
            case "set" -> settings.withoutInitial(new ElementSet(), Map.of());
            case "gset" -> settings.withoutInitial(new GrowOnlySet(), Map.of());
            case "queue" -> settings.withoutInitial(new FifoQueue(), List.of());
            default -> throw new IllegalArgumentException(unknown(name));
        };
    }

    private static Register register(String name, Register.Kind kind, Settings settings) {
        return new Register(name, kind, settings.init().orElse(null), settings.nullRead());
    }

    private static String unknown(String name) {
        return "unknown model \"" + name + "\""
                + Spelling.closest(name, NAMES)
                        .map(close -> ": did you mean " + close + "?")
                        .orElse("")
                + " (models: " + String.join(", ", NAMES) + ")";
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
