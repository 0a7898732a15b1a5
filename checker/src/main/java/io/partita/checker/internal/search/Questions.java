package io.partita.checker.internal.search;

import io.partita.checker.model.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for what operations ask, whatever they are answered. Not thread-safe. */
final class Questions {

    private final Map<List<Object>, Integer> numbers = new HashMap<>();

    int numberOf(Operation operation) {
        List<Object> asked = Arrays.asList(operation.f(), operation.input());
        Integer known = numbers.putIfAbsent(asked, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    int count() {
        return numbers.size();
    }
}
