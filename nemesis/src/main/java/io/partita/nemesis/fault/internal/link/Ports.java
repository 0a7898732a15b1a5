package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * TCP ports as a parameter says them: {@code 2181}, or {@code 5050+5051} for both. Immutable.
 *
 * @param numbers from 1 to 65535, fifteen at most (more do not fit into one rule); empty for every port
 */
record Ports(List<Integer> numbers) {

    private static final int MOST = 15;
    private static final int LARGEST = 65535;

    Ports {
        numbers = List.copyOf(numbers);
    }

    /**
     * The value of the parameter called {@code name}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Ports of(String kind, Arguments arguments, String name) {
        String text = arguments.text(name);
        if (text.isEmpty()) {
            return new Ports(List.of());
        }
        String[] words = text.split("\\+", -1);
        boolean sound = words.length <= MOST
                && Arrays.stream(words)
                        .allMatch(word -> word.matches("[1-9][0-9]{0,4}") && Integer.parseInt(word) <= LARGEST);
        if (!sound) {
            throw new IllegalArgumentException(kind + ": " + name + "=" + text + " is not a port from 1 to " + LARGEST
                    + ", or up to " + MOST + " such as 5050+5051");
        }
        return new Ports(Arrays.stream(words).map(Integer::valueOf).distinct().toList());
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** The part of a rule that picks packets to or from them; empty for all. */
    String match() {
        return isEmpty()
                ? ""
                : " -m multiport --ports "
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
