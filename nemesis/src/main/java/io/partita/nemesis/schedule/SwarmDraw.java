package io.partita.nemesis.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One swarm: which items are on, and how often each of them comes. Immutable.
 *
 * <p>Testing with everything at once hides what only shows when something is absent (Groce, Zhang, Eide, Chen, Regehr: Swarm
 * Testing, ISSTA 2012): so each item is on with probability one half, independently, and at least one is.
 *
 * @param weights of every item, 0 for those that are off
 */
record SwarmDraw(Map<FaultSequence, Integer> weights) {

    private static final int MOST = 9;

    SwarmDraw {
        weights = new LinkedHashMap<>(weights);
    }

    /** @param items at least one */
    static SwarmDraw of(List<FaultSequence> items, SplittableRandom random) {
        Map<FaultSequence, Integer> weights = new LinkedHashMap<>();
        do {
            items.forEach(item -> weights.put(item, random.nextBoolean() ? 1 + random.nextInt(MOST) : 0));
        } while (weights.values().stream().allMatch(weight -> weight == 0));
        return new SwarmDraw(weights);
    }

    /** Those that are on. */
    List<FaultSequence> on() {
        return weights.keySet().stream().filter(item -> weights.get(item) > 0).toList();
    }

    /** One of {@code fitting}, all of which are on, by weight. */
    FaultSequence next(List<FaultSequence> fitting, SplittableRandom random) {
        int point = random.nextInt(fitting.stream().mapToInt(weights::get).sum());
        for (FaultSequence item : fitting) {
            point -= weights.get(item);
            if (point < 0) {
                return item;
            }
        }
        throw new IllegalStateException("weights are not positive: " + weights);
    }

    /** The weights by the items' texts. */
    Map<String, Integer> byText() {
        Map<String, Integer> texts = new LinkedHashMap<>();
        weights.forEach((item, weight) -> texts.put(item.toString(), weight));
        return texts;
    }
}
