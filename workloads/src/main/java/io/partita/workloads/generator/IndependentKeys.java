package io.partita.workloads.generator;

import io.partita.workloads.generator.internal.Cycle;
import io.partita.workloads.generator.internal.Groups;
import io.partita.workloads.generator.internal.Mapped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Generators that do the same to key after key, each key checked alone. Short lives of many keys are quick to judge, where
 * one long life of a single key may take for ever.
 */
public final class IndependentKeys {

    private IndependentKeys() {}

    /** One key after another on all threads: the next begins when the one before is exhausted. */
    public static Generator sequential(LongFunction<Optional<Object>> keys, Function<Object, Generator> generators) {
        return lives(keys, generators, 0, 1);
    }

    /** As {@link #sequential(LongFunction, Function)} for a list of keys. */
    public static Generator sequential(List<?> keys, Function<Object, Generator> generators) {
        return sequential(listed(keys), generators);
    }

    /**
     * Several keys at once, {@code threads} threads for each; a group of threads goes on with its next key when the one before
     * is exhausted. With g groups, group i has the keys i, i + g, i + 2g and so on, whatever their speed.
     *
     * <p>The number of threads need not be a multiple: those that are left over join the last group, and if there are fewer
     * than {@code threads}, one group of all does all keys.
     *
     * @param threads threads for each key
     * @param keys key number n; empty if there are no more
     * @param generators what is done to a key; the key is put into its operations
     */
    public static Generator concurrent(
            int threads, LongFunction<Optional<Object>> keys, Function<Object, Generator> generators) {
        Objects.requireNonNull(keys, "keys is null");
        return new Groups(threads, (group, groups) -> lives(keys, generators, group, groups), null);
    }

    /** As {@link #concurrent(int, LongFunction, Function)} for a list of keys. */
    public static Generator concurrent(int threads, List<?> keys, Function<Object, Generator> generators) {
        return concurrent(threads, listed(keys), generators);
    }

    private static LongFunction<Optional<Object>> listed(List<?> keys) {
        List<?> copy = List.copyOf(keys);
        return number -> number < copy.size() ? Optional.of(copy.get((int) number)) : Optional.empty();
    }

    private static Generator lives(
            LongFunction<Optional<Object>> keys, Function<Object, Generator> generators, int first, int stride) {
        Objects.requireNonNull(keys, "keys is null");
        Objects.requireNonNull(generators, "generators is null");
        return Cycle.chain(
                "key", round -> keys.apply(first + round * stride).map(key -> keyed(key, generators.apply(key))));
    }

    private static Generator keyed(Object key, Generator generator) {
        return new Mapped("withKey", template -> new Template(template.f(), key, template.value()), generator);
    }
}
