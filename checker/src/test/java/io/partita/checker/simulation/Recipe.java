package io.partita.checker.simulation;

import io.partita.checker.Models;
import io.partita.checker.history.History;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Random;

/**
 * How to make a history of which the verdict is known. The same recipe gives the same history everywhere.
 *
 * @param object which object is simulated, one of {@link SimulatedObjects#names}
 * @param clients how many act at a time
 * @param operations how many they invoke in all
 * @param crashes share of operations of unknown outcome, from 0 to 1
 * @param violated whether one late answer is a lie that no linearization explains
 * @param seed of everything random
 */
public record Recipe(String object, int clients, int operations, double crashes, boolean violated, long seed) {

    /** How many late calls are looked at before the run counts as one without an occasion to lie. */
    private static final int OCCASIONS = 20_000;

    public Recipe {
        if (clients < 1 || operations < 1 || crashes < 0 || crashes > 1) {
            throw new IllegalArgumentException("needs clients, operations and a share of crashes from 0 to 1, not "
                    + clients + ", " + operations + " and " + crashes);
        }
        SimulatedObjects.requireKnown(object);
    }

    /**
     * What came of it.
     *
     * @param history linearizable unless the recipe asks for a violation
     * @param violation what was falsified, in a few words; empty if nothing
     */
    public record Made(History history, String violation) {}

    /** The model to judge it by. */
    public Model<?> model() {
        return Models.named(SimulatedObjects.modelOf(object));
    }

    /**
     * Carries it out.
     *
     * @throws IllegalStateException if the run offers no occasion for a violation: another seed or more operations
     */
    public Made make() {
        Random random = new Random(seed);
        SimulatedObject simulated = SimulatedObjects.named(this);
        Recording recording = new Simulation(this, simulated, random).run();
        String violation = violated ? violate(simulated, recording, random) : "";
        return new Made(recording.history(), violation);
    }

    private String violate(SimulatedObject simulated, Recording recording, Random random) {
        List<Call> calls = recording.calls();
        for (int i = 0; i < OCCASIONS; i++) {
            int late = Math.min(calls.size() - 1, 9 * calls.size() / 10 + random.nextInt(calls.size() / 10 + 1));
            // Early ones are better than none, where the late ones don't do.
            int chosen = i < OCCASIONS / 2 ? late : random.nextInt(calls.size());
            String violation = simulated.violate(recording, calls.get(chosen));
            if (violation != null) {
                return violation;
            }
        }
        throw new IllegalStateException("no occasion for a violation in " + this + ": take another seed");
    }
}
