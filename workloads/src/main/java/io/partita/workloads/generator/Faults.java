package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What generators may want to know of faults, from the nemesis's events in the history. A fault that is never proven never
 * is active, so whatever waits for one needs a time limit beside.
 *
 * <pre>
 * writes.until(Faults.active()).then(Generators.await(Faults.healed())).then(reads)
 * </pre>
 */
public final class Faults {

    private Faults() {}

    /** A fault was proven active. */
    public static Predicate<Op> active() {
        return event -> isProven(event, "inject", "provenActive");
    }

    /** The fault that the plan calls {@code name}, such as {@code kill(leader)}, was proven active. */
    public static Predicate<Op> active(String name) {
        Objects.requireNonNull(name, "name is null");
        return active().and(event -> event.f().equals(name));
    }

    /** A fault was proven healed in the course of the load; what is healed after it comes too late for any generator. */
    public static Predicate<Op> healed() {
        return event -> isProven(event, "recover", "provenHealed");
    }

    /** The fault that the plan calls {@code name} was proven healed in the course of the load. */
    public static Predicate<Op> healed(String name) {
        Objects.requireNonNull(name, "name is null");
        return healed().and(event -> event.f().equals(name));
    }

    private static boolean isProven(Op event, String action, String proof) {
        return event.isNemesis()
                && event.value() instanceof Map<?, ?> value
                && action.equals(value.get("action"))
                && Boolean.TRUE.equals(value.get(proof));
    }
}
