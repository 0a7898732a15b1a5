package io.partita.workloads.generator;

import io.partita.workloads.generator.internal.Reserve;
import java.util.ArrayList;
import java.util.List;

/** Threads that are set aside for generators, one range after the other; {@link #rest} says who gets those left. Immutable. */
public final class Reservation {

    private final List<Integer> counts;
    private final List<Generator> generators;

    Reservation(List<Integer> counts, List<Generator> generators) {
        this.counts = List.copyOf(counts);
        this.generators = List.copyOf(generators);
    }

    /** The next {@code threads} threads run {@code generator}, too. */
    public Reservation reserve(int threads, Generator generator) {
        List<Integer> moreCounts = new ArrayList<>(counts);
        List<Generator> moreGenerators = new ArrayList<>(generators);
        moreCounts.add(threads);
        moreGenerators.add(generator);
        return new Reservation(moreCounts, moreGenerators);
    }

    /**
     * All other threads run {@code generator}; with {@link Generators#none} they stay idle, and there need be none. A run with
     * fewer threads than that is refused at the first question.
     */
    public Generator rest(Generator generator) {
        List<Generator> all = new ArrayList<>(generators);
        all.add(generator);
        return new Reserve(counts, all);
    }
}
