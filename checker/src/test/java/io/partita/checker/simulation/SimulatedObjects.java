package io.partita.checker.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The simulated objects by name. */
public final class SimulatedObjects {

    private record Kind(String model, Function<Recipe, SimulatedObject> maker) {}

    private static final Map<String, Kind> KINDS = kinds();

    private SimulatedObjects() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> of = new LinkedHashMap<>();
        of.put("register", new Kind("register", recipe -> SimulatedRegister.readsAndWrites()));
        of.put("cas-register", new Kind("cas-register", recipe -> SimulatedRegister.withCas()));
        of.put("cas-small", new Kind("cas-register", SmallRegister::new));
        of.put("kv", new Kind("kv", recipe -> SimulatedRegister.ofKeys()));
        of.put("set", new Kind("set", recipe -> new SimulatedSet()));
        of.put("gset", new Kind("gset", SimulatedGrowOnlySet::new));
        of.put("mutex", new Kind("mutex", SimulatedLock::new));
        of.put("queue", new Kind("queue", SimulatedQueue::new));
        return of;
    }

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
