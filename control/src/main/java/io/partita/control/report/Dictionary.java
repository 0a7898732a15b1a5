package io.partita.control.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that stand once on a page and are named by their numbers, from 0 in the order in which they came. Not thread-safe. */
final class Dictionary {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    int number(String text) {
        Integer known = numbers.putIfAbsent(text, texts.size());
        if (known == null) {
            texts.add(text);
            return texts.size() - 1;
        }
        return known;
    }

    int size() {
        return texts.size();
    }

    /** The texts from this number on. */
    List<String> from(int number) {
        return List.copyOf(texts.subList(number, texts.size()));
    }
}
