package io.partita.nemesis.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * When a control process is to be killed. Immutable.
 *
 * @param number from 1
 * @param fault the fault that matters
 * @param others faults that were made before and are active beside it, if they can be had together
 * @param phase where in the life of the fault
 * @param share how far into the phase, from 0 to 1
 * @param seed fixes the targets
 */
record Instant(int number, String fault, List<String> others, Phase phase, double share, long seed) {

    private static final int MOST_OTHERS = 2;

    Instant {
        others = List.copyOf(others);
    }

    /** {@code count} of them: every fault has its turn, and so has every phase, in an order that the seed draws. */
    static List<Instant> plan(int count, List<String> faults, long seed) {
        var random = new Random(seed);
        var instants = new ArrayList<Instant>();
        List<String> turns = List.of();
        List<Phase> phases = List.of();
        for (int i = 0; i < count; i++) {
            turns = i % faults.size() == 0 ? shuffled(faults, random) : turns;
            phases = i % Phase.values().length == 0 ? shuffled(List.of(Phase.values()), random) : phases;
            String fault = turns.get(i % turns.size());
            List<String> others = shuffled(faults, random);
            others.remove(fault);
            Phase phase = phases.get(i % phases.size());
            // After the end of a fault there is something to be interrupted only if another one is active.
            int beside = phase == Phase.AFTERWARDS ? 1 + random.nextInt(MOST_OTHERS) : random.nextInt(MOST_OTHERS + 1);
            others = others.subList(0, Math.min(others.size(), beside));
            instants.add(
                    new Instant(i + 1, fault, others, phase, random.nextDouble(), random.nextInt(Integer.MAX_VALUE)));
        }
        return instants;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        var shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** How long after the phase has begun, in ms. */
    long delayMillis() {
        return Math.round(share * phase.millis());
    }
}
