package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.KeyValueAppend;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides strings that are appended to, in time linear in what was read, when no text written begins with another one.
 *
 * <p>What a read saw then falls apart into the texts in one way only, and shows who wrote the string's beginning and all
 * that was appended since, in order: see {@link Chains}. Reads of the same beginning must be prefixes of one another, so
 * only the longest is taken apart. An append that nobody saw may stand at the end of any string, before it was replaced:
 * it is a chain of its own.
 */
final class Appends implements Monitor {

    /** The longest string read of those that begin alike, and where in it every text ends. */
    private static final class Longest {
        private String text = "";
        private int[] ends;
        private int[] texts;
        private int size;

        /** The text that {@code read} ends with; {@link Chains#NONE} if it is no beginning of this string. */
        int lastOf(String read) {
            int place = Arrays.binarySearch(ends, 0, size, read.length());
            return place >= 0 && text.startsWith(read) ? texts[place] : Chains.NONE;
        }
    }

    private final Part part;
    private final String initial;
    /** Its values are the texts: number i + 1 is what operation i wrote. */
    private final Chains chains;
    /** All texts, in alphabetical order. */
    private final int[] sorted;

    private final boolean[] appended;
    private final Map<Integer, Longest> strings = new HashMap<>();

    private Appends(Part part, String initial) {
        this.part = part;
        this.initial = initial;
        this.chains = new Chains(part, part.size() + 1);
        this.appended = new boolean[part.size() + 1];
        this.sorted = IntStream.rangeClosed(0, part.size())
                .filter(text -> text == Chains.INITIAL ? !initial.isEmpty() : !isRead(text - 1))
                .boxed()
                .sorted(Comparator.comparing(this::text))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The method for {@code part}, if it may be used: strings, and no text written empty or the beginning of another. */
    static Optional<Appends> of(Model<?> model, Part part) {
        if (!(model instanceof KeyValueAppend values)) {
            return Optional.empty();
        }
        Appends method = new Appends(part, values.initial());
        return method.textsAreApart() ? Optional.of(method) : Optional.empty();
    }

    private boolean textsAreApart() {
        for (int i = 0; i < sorted.length; i++) {
            // A text that begins another one stands right before one that it begins.
            if (text(sorted[i]).isEmpty() || i > 0 && text(sorted[i]).startsWith(text(sorted[i - 1]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean linearizable() {
        return findLongest() && takeApart() && attachReads() && layChains() && chains.canBeOrdered();
    }

    private boolean findLongest() {
        for (int i = 0; i < part.size(); i++) {
            if (!isRead(i)) {
                continue;
            }
            if (!(part.operations().get(i).output() instanceof String read) || headOf(read) == Chains.NONE) {
                return false;
            }
            Longest longest = strings.computeIfAbsent(headOf(read), any -> new Longest());
            if (read.length() > longest.text.length()) {
                longest.text = read;
            }
        }
        return true;
    }

    /** The text that was put at the beginning of {@code read}, or {@link Chains#NONE}. */
    private int headOf(String read) {
        int first = read.isEmpty() ? Chains.NONE : textAt(read, 0);
        boolean appendedToNothing = read.isEmpty() || first != Chains.NONE && isAppend(first);
        if (appendedToNothing) {
            return initial.isEmpty() ? Chains.INITIAL : Chains.NONE;
        }
        return first;
    }

    private boolean takeApart() {
        for (Map.Entry<Integer, Longest> string : strings.entrySet()) {
            if (!takeApart(string.getKey(), string.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean takeApart(int head, Longest longest) {
        int most = 1 + Math.min(longest.text.length(), sorted.length);
        longest.ends = new int[most];
        longest.texts = new int[most];
        int text = head;
        int end = text(head).length();
        while (true) {
            longest.ends[longest.size] = end;
            longest.texts[longest.size++] = text;
            if (end == longest.text.length()) {
                return true;
            }
            int next = textAt(longest.text, end);
            if (next == Chains.NONE || !isAppend(next) || appended[next]) {
                return false;
            }
            appended[next] = true;
            chains.replace(text, next);
            text = next;
            end += text(next).length();
        }
    }

    private boolean attachReads() {
        for (int i = 0; i < part.size(); i++) {
            if (isRead(i)) {
                String read = (String) part.operations().get(i).output();
                int text = strings.get(headOf(read)).lastOf(read);
                if (text == Chains.NONE) {
                    return false;
                }
                chains.read(text, i);
            }
        }
        return true;
    }

    private boolean layChains() {
        for (int i = 0; i < part.size(); i++) {
            chains.write(i + 1, i);
        }
        boolean fits = chains.lay(Chains.INITIAL) > 0;
        for (int i = 0; i < part.size() && fits; i++) {
            if (!isRead(i) && !appended[i + 1]) {
                fits = chains.lay(i + 1) > 0;
            }
        }
        return fits;
    }

    /** Which text stands in {@code read} at {@code offset}. */
    private int textAt(String read, int offset) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            String text = text(sorted[middle]);
            if (read.startsWith(text, offset)) {
                return sorted[middle];
            }
            if (comesBefore(text, read, offset)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Chains.NONE;
    }

    /** Whether {@code text} comes before what {@code read} holds from {@code offset} on, which it does not begin. */
    private static boolean comesBefore(String text, String read, int offset) {
        int length = Math.min(text.length(), read.length() - offset);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != read.charAt(offset + i)) {
                return text.charAt(i) < read.charAt(offset + i);
            }
        }
        return false;
    }

    private String text(int number) {
        return number == Chains.INITIAL
                ? initial
                : (String) part.operations().get(number - 1).input();
    }

    private boolean isAppend(int text) {
        return text != Chains.INITIAL && part.operations().get(text - 1).f().equals("append");
    }

    private boolean isRead(int op) {
        return part.operations().get(op).f().equals("get");
    }
}
