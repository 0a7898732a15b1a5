package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generator.Context;
import io.partita.workloads.generator.Seed;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Lists of generators that a combinator holds. The lists are never changed. */
final class Children {

    private Children() {}

    /** The same, those of others checked. */
    static List<Generator> foreign(List<Generator> generators) {
        return generators.stream().map(Checked::foreign).toList();
    }

    /** Each with a child of {@code seed}; the first is number {@code offset}. */
    static List<Generator> seeded(List<Generator> generators, Seed seed, int offset) {
        return IntStream.range(0, generators.size())
                .mapToObj(i -> generators.get(i).seeded(seed.child(offset + i)))
                .toList();
    }

    /** The same with another at {@code index}. */
    static List<Generator> replaced(List<Generator> generators, int index, Generator other) {
        Generator[] copy = generators.toArray(new Generator[0]);
        copy[index] = other;
        return Collections.unmodifiableList(Arrays.asList(copy));
    }

    /** Each after {@code event}; the very same list if nothing changed. */
    static List<Generator> updated(Generator parent, List<Generator> generators, Context context, Op event) {
        Generator[] updated = null;
        for (int i = 0; i < generators.size(); i++) {
            Generator before = generators.get(i);
            Generator after = Ask.update(parent, i, before, context, event);
            if (after != before) {
                updated = updated == null ? generators.toArray(new Generator[0]) : updated;
                updated[i] = after;
            }
        }
        return updated == null ? generators : Collections.unmodifiableList(Arrays.asList(updated));
    }
}
