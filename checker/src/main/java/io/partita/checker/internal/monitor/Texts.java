package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The texts that were written to a string, none of which begins with another one: so they can be told apart in it. */
final class Texts {

    static final int NONE = -1;

    /** In alphabetical order. */
    private final String[] texts;

    private final List<List<Integer>> puts = new ArrayList<>();
    private final List<List<Integer>> appends = new ArrayList<>();

    private Texts(TreeMap<String, List<Integer>> writers, Part part) {
        texts = writers.keySet().toArray(String[]::new);
        for (List<Integer> operations : writers.values()) {
            List<Integer> put = new ArrayList<>();
            List<Integer> append = new ArrayList<>();
            operations.forEach(op -> (isAppend(part.operations().get(op)) ? append : put).add(op));
            puts.add(put);
            appends.add(append);
        }
    }

    /** The texts of {@code part} and the one that it begins with; empty if one is empty, or begins with another one. */
    static Optional<Texts> of(Part part, String initial) {
        TreeMap<String, List<Integer>> writers = new TreeMap<>();
        for (int i = 0; i < part.size(); i++) {
            Operation op = part.operations().get(i);
            if (!op.f().equals("get")) {
                writers.computeIfAbsent((String) op.input(), any -> new ArrayList<>())
                        .add(i);
            }
        }
        if (!initial.isEmpty() && writers.put(initial, List.of()) != null) {
            return Optional.empty();
        }
        String before = null;
        for (String text : writers.keySet()) {
            // A text that begins another one stands right before one that it begins.
            if (text.isEmpty() || before != null && text.startsWith(before)) {
                return Optional.empty();
            }
            before = text;
        }
        return Optional.of(new Texts(writers, part));
    }

    /** The text that stands in {@code string} at {@code offset}, or {@link #NONE}. */
    int at(String string, int offset) {
        int low = 0;
        int high = texts.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (string.startsWith(texts[middle], offset)) {
                return middle;
            }
            if (comesBefore(texts[middle], string, offset)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NONE;
    }

    int count() {
        return texts.length;
    }

    int length(int text) {
        return texts[text].length();
    }

    /** Who put {@code text}. */
    List<Integer> puts(int text) {
        return puts.get(text);
    }

    /** Who appended {@code text}. */
    List<Integer> appends(int text) {
        return appends.get(text);
    }

    static boolean isAppend(Operation op) {
        return op.f().equals("append");
    }

    /** Whether {@code text} comes before what {@code string} holds from {@code offset} on, which it does not begin. */
    private static boolean comesBefore(String text, String string, int offset) {
        int length = Math.min(text.length(), string.length() - offset);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != string.charAt(offset + i)) {
                return text.charAt(i) < string.charAt(offset + i);
            }
        }
        return false;
    }
}
