package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Threads in groups of a size, each with a generator of its own. Threads that are left over belong to the last group; if
 * there are fewer than a group has, there is one group of all.
 *
 * @param size threads in a group
 * @param maker the generator for a group
 * @param seed {@code null} as long as none is given
 */
public record Groups(int size, Maker maker, Seed seed) implements BuiltIn {

    /** Makes the generator of group {@code group} of {@code groups}. */
    @FunctionalInterface
    public interface Maker {

        Generator make(int group, int groups);
    }

    public Groups {
        Objects.requireNonNull(maker, "maker is null");
        if (size <= 0) {
            throw new IllegalArgumentException("a group of " + size + " threads can do nothing: give 1 or more");
        }
    }

    @Override
    public Offer offer(Context context) {
        Seed source = seed == null ? context.seed() : seed;
        int groups = Math.max(1, (context.to() - context.from()) / size);
        List<Integer> bounds = new ArrayList<>();
        List<Generator> made = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            bounds.add(context.from() + group * size);
            made.add(Checked.foreign(maker.make(group, groups)).seeded(source.child(group)));
        }
        bounds.add(context.to());
        return new Moved(new Split(name(), List.copyOf(bounds), List.copyOf(made)));
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Groups(size, maker, given) : this;
    }
}
