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

    /** A string that was read: its longest form, and where in it every writer's text ends. */
    private static final class Version {
        private String text = "";
        private int[] ends;
        private int[] writers;
        private int size;

        /** Who made this string as long as {@code read}; {@link Chains#NOBODY} if it is no beginning of it. */
        int writerOf(String read) {
            int place = Arrays.binarySearch(ends, 0, size, read.length());
            return place >= 0 && text.startsWith(read) ? writers[place] : Chains.NOBODY;
        }
    }

    private final Part part;
    private final String initial;
    private final Chains chains;
    /** All writers, in the order of their texts. */
    private final int[] byText;

    private final boolean[] appended;
    private final Map<Integer, Version> versions = new HashMap<>();

    private Appends(Part part, String initial) {
        this.part = part;
        this.initial = initial;
        this.chains = new Chains(part);
        this.appended = new boolean[part.size()];
        this.byText = IntStream.rangeClosed(0, part.size())
                .filter(i -> i == part.size() ? !initial.isEmpty() : !isRead(i))
                .boxed()
                .sorted(Comparator.comparing(this::text))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The method for {@code part}, if it may be used: strings, and no text written empty or the beginning of another. */
    static Optional<Appends> of(Model<?> model, Part part) {
        if (!(model instanceof KeyValueAppend strings)) {
            return Optional.empty();
        }
        Appends method = new Appends(part, strings.initial());
        return method.textsAreApart() ? Optional.of(method) : Optional.empty();
    }

    private boolean textsAreApart() {
        for (int i = 0; i < byText.length; i++) {
            // A text that begins another one stands right before one that it begins.
            if (text(byText[i]).isEmpty() || i > 0 && text(byText[i]).startsWith(text(byText[i - 1]))) {
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
            if (!(part.operations().get(i).output() instanceof String read)) {
                return false;
            }
            int head = headOf(read);
            if (head == Chains.NOBODY) {
                return false;
            }
            Version version = versions.computeIfAbsent(head, any -> new Version());
            if (read.length() > version.text.length()) {
                version.text = read;
            }
        }
        return true;
    }

    /** Who wrote the beginning of {@code read}: a put, or nobody but the initial state. */
    private int headOf(String read) {
        int first = read.isEmpty() ? Chains.NOBODY : writerAt(read, 0);
        boolean fromInitial = read.isEmpty() || first != Chains.NOBODY && isAppend(first);
        if (fromInitial) {
            return initial.isEmpty() ? part.size() : Chains.NOBODY;
        }
        return first;
    }

    private boolean takeApart() {
        for (Map.Entry<Integer, Version> entry : versions.entrySet()) {
            if (!takeApart(entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean takeApart(int head, Version version) {
        int most = 1 + Math.min(version.text.length(), byText.length);
        version.ends = new int[most];
        version.writers = new int[most];
        int writer = head;
        int end = head == part.size() ? initial.length() : text(head).length();
        while (true) {
            version.ends[version.size] = end;
            version.writers[version.size++] = writer;
            if (end == version.text.length()) {
                return true;
            }
            int next = writerAt(version.text, end);
            if (next == Chains.NOBODY || !isAppend(next) || appended[next] || !chains.replace(writer, next)) {
                return false;
            }
            appended[next] = true;
            writer = next;
            end += text(next).length();
        }
    }

    private boolean attachReads() {
        for (int i = 0; i < part.size(); i++) {
            if (isRead(i)) {
                String read = (String) part.operations().get(i).output();
                int writer = versions.get(headOf(read)).writerOf(read);
                if (writer == Chains.NOBODY) {
                    return false;
                }
                chains.read(writer, i);
            }
        }
        return true;
    }

    private boolean layChains() {
        boolean fits = chains.lay(part.size()) > 0;
        for (int i = 0; i < part.size() && fits; i++) {
            if (!isRead(i) && !appended[i]) {
                fits = chains.lay(i) > 0;
            }
        }
        return fits;
    }

    /** Whose text stands in {@code read} at {@code offset}. */
    private int writerAt(String read, int offset) {
        int low = 0;
        int high = byText.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            String text = text(byText[middle]);
            if (read.startsWith(text, offset)) {
                return byText[middle];
            }
            if (comesBefore(text, read, offset)) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Chains.NOBODY;
    }

    /** Whether {@code text} comes before the end of {@code read} that begins at {@code offset}; it does not begin it. */
    private static boolean comesBefore(String text, String read, int offset) {
        int length = Math.min(text.length(), read.length() - offset);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != read.charAt(offset + i)) {
                return text.charAt(i) < read.charAt(offset + i);
            }
        }
        return false;
    }

    private String text(int writer) {
        return writer == part.size()
                ? initial
                : (String) part.operations().get(writer).input();
    }

    private boolean isAppend(int writer) {
        return writer < part.size() && part.operations().get(writer).f().equals("append");
    }

    private boolean isRead(int op) {
        return part.operations().get(op).f().equals("get");
    }
}
