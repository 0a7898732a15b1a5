package io.partita.checker.simulation;

import io.partita.checker.simulation.SimulatedContainer.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The simulated objects by name. */
public final class SimulatedObjects {

    private record Kind(String model, Function<Recipe, SimulatedObject> maker) {}

    private static final Map<String, Kind> COMPARED = compared();
    private static final Map<String, Kind> KINDS = new LinkedHashMap<>(COMPARED);

    static {
        KINDS.putAll(more());
    }

    private SimulatedObjects() {}

    private static Map<String, Kind> compared() {
        Map<String, Kind> of = new LinkedHashMap<>();
        of.put("register", new Kind("register", recipe -> SimulatedRegister.readsAndWrites()));
        of.put("cas-register", new Kind("cas-register", recipe -> SimulatedRegister.withCas()));
        of.put("cas-small", new Kind("cas-register", SmallRegister::new));
        of.put("kv", new Kind("kv", recipe -> SimulatedRegister.ofKeys()));
        of.put("set", new Kind("set", recipe -> new SimulatedSet()));
        of.put("gset", new Kind("gset", SimulatedGrowOnlySet::new));
        of.put("mutex", new Kind("mutex", SimulatedLock::new));
        of.put("queue", new Kind("queue", recipe -> container(recipe, "enqueue", "dequeue", Order.OLDEST_FIRST)));
        return of;
    }

    private static Map<String, Kind> more() {
        Map<String, Kind> of = new LinkedHashMap<>();
        of.put(
                "queue-empty",
                new Kind(
                        "queue",
                        recipe -> new SimulatedContainer(recipe, "enqueue", "dequeue", Order.OLDEST_FIRST, true)));
        of.put(
                "unordered-queue",
                new Kind("unordered-queue", recipe -> container(recipe, "enqueue", "dequeue", Order.ANY)));
        of.put(
                "priority-queue",
                new Kind("priority-queue", recipe -> container(recipe, "insert", "delete-min", Order.LEAST_FIRST)));
        of.put("stack", new Kind("stack", recipe -> container(recipe, "push", "pop", Order.NEWEST_FIRST)));
        of.put("counter", new Kind("counter", recipe -> new SimulatedCounter()));
        return of;
    }

    private static SimulatedObject container(Recipe recipe, String puts, String takes, Order order) {
        return new SimulatedContainer(recipe, puts, takes, order, false);
    }

    /** Those of the matrix, for which results of other checkers are recorded. */
    public static List<String> ofTheMatrix() {
        return List.copyOf(COMPARED.keySet());
    }

    /** All. */
    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    /** The name of the model that the object keeps to. */
    public static String modelOf(String object) {
        requireKnown(object);
        return KINDS.get(object).model();
    }

    static void requireKnown(String object) {
        if (!KINDS.containsKey(object)) {
            throw new IllegalArgumentException(
                    "no simulated object \"" + object + "\": expected one of " + String.join(", ", KINDS.keySet()));
        }
    }

    static SimulatedObject named(Recipe recipe) {
        return KINDS.get(recipe.object()).maker().apply(recipe);
    }
}
