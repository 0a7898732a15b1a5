package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of threads for some generators, counted from the first thread that this one may use, and what is left for
 * another; the ranges are laid out when it is first known how many threads there are.
 *
 * @param counts how many threads each gets
 * @param generators one for each count, then the one for the rest
 */
public record Reserve(List<Integer> counts, List<Generator> generators) implements BuiltIn {

    public Reserve {
        counts = List.copyOf(counts);
        generators = Children.foreign(generators);
        for (int count : counts) {
            if (count <= 0) {
                throw new IllegalArgumentException("cannot reserve " + count + " threads: give 1 or more");
            }
        }
    }

    @Override
    public Offer offer(Context context) {
        int reserved = counts.stream().mapToInt(Integer::intValue).sum();
        Generator last = generators.get(counts.size());
        int wanted = last instanceof Nothing ? reserved : reserved + 1;
        int available = context.to() - context.from();
        if (available < wanted) {
            throw GeneratorException.configuration(this, shortage(reserved, wanted, available));
        }
        List<Integer> bounds = new ArrayList<>(List.of(context.from()));
        for (int count : counts) {
            bounds.add(bounds.get(bounds.size() - 1) + count);
        }
        List<Generator> used = generators;
        if (available > reserved) {
            bounds.add(context.to());
        } else {
            used = generators.subList(0, counts.size());
        }
        return new Moved(new Split(name(), List.copyOf(bounds), used));
    }

    private String shortage(int reserved, int wanted, int available) {
        return reserved + " threads are reserved" + (wanted > reserved ? " and the rest needs one" : "")
                + ", but there are only " + available + ": raise --concurrency or reserve fewer";
    }

    @Override
    public Generator seeded(Seed seed) {
        return new Reserve(counts, Children.seeded(generators, seed, 0));
    }
}
