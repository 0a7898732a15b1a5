package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A queue that keeps no order, a bag: {@code enqueue v}, {@code dequeue} which answers any value inside. Nobody knows
 * what a dequeue of unknown outcome took, so a state is everything that may be inside: a set of contents, each with the
 * number of times that it holds each value. All contents of one state are of the same size.
 */
public final class UnorderedQueue extends Container<Set<Map<Object, Integer>>> {

    public UnorderedQueue() {
        super("unordered-queue", "enqueue", "dequeue");
    }

    @Override
    public Set<Map<Object, Integer>> initial() {
        return Set.of(Map.of());
    }

    @Override
    Set<Map<Object, Integer>> put(Set<Map<Object, Integer>> state, Object value) {
        return each(state, contents -> Stream.of(changed(contents, value, 1)));
    }

    @Override
    Set<Map<Object, Integer>> take(Set<Map<Object, Integer>> state, Object value) {
        return each(
                state,
                contents -> contents.containsKey(value) ? Stream.of(changed(contents, value, -1)) : Stream.empty());
    }

    @Override
    Set<Map<Object, Integer>> takeUnknown(Set<Map<Object, Integer>> state) {
        return each(state, contents -> contents.keySet().stream().map(value -> changed(contents, value, -1)));
    }

    @Override
    Set<Map<Object, Integer>> whenEmpty(Set<Map<Object, Integer>> state) {
        return state.contains(Map.of()) ? state : null;
    }

    @Override
    public String describe(Set<Map<Object, Integer>> state) {
        return state.stream().map(UnorderedQueue::show).sorted().collect(Collectors.joining(" or "));
    }

    /** Every change of every possible contents, or null if there is none. */
    private static Set<Map<Object, Integer>> each(
            Set<Map<Object, Integer>> state, Function<Map<Object, Integer>, Stream<Map<Object, Integer>>> change) {
        Set<Map<Object, Integer>> after = new HashSet<>();
        state.forEach(contents -> change.apply(contents).forEach(after::add));
        return after.isEmpty() ? null : after;
    }

    private static Map<Object, Integer> changed(Map<Object, Integer> contents, Object value, int by) {
        Map<Object, Integer> after = new HashMap<>(contents);
        after.merge(value, by, (held, change) -> held + change == 0 ? null : held + change);
        return after;
    }

    private static String show(Map<Object, Integer> contents) {
        List<String> values = contents.entrySet().stream()
                .flatMap(entry ->
                        Stream.generate(() -> Values.show(entry.getKey())).limit(entry.getValue()))
                .sorted()
                .toList();
        return values.isEmpty() ? "empty" : values.stream().collect(Collectors.joining(", ", "{", "}"));
    }
}
