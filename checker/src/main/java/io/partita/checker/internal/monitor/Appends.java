package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.KeyValueAppend;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides strings that are appended to, in time linear in what was read, when no text written begins with another one.
 *
 * <p>What a read saw then falls apart into the texts in one way only, and shows who wrote the string's beginning and all
 * that was appended since, in order: see {@link Chains}. Reads of the same beginning must be prefixes of one another, so
 * only the longest is taken apart. An append that nobody saw may stand at the end of any string, before it was replaced:
 * it is a chain of its own.
 *
 * <p>A text written more than once is no obstacle where real time leaves one writer for every place at which it was
 * seen. Where it leaves a choice, the search must decide.
 */
final class Appends implements Monitor {

    /** Stands for the beginning of strings that no put began. */
    private static final int FROM_START = -2;

    private static final int NOT_ASKED = -3;

    /** More places than this at which texts stand that were appended more than once are too many to try. */
    private static final int MOST_REPEATED = 100;

    /** Where a text stands. */
    private record Place(Growth growth, int number) {}

    /** Thrown when real time leaves a choice. */
    private static final class ChoiceException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Part part;
    private final String initial;
    private final Texts texts;
    /** Value i + 1 is what operation i made of the string. */
    private final Chains chains;
    /** By the text at the beginning, or {@link #FROM_START}. */
    private final Map<Integer, Growth> growths = new HashMap<>();

    private final int[] beginningsOfEither;
    private final boolean[] seen;
    private boolean possible;

    private Appends(Part part, String initial, Texts texts) {
        this.part = part;
        this.initial = initial;
        this.texts = texts;
        this.chains = new Chains(part, part.size() + 1);
        this.seen = new boolean[part.size()];
        this.beginningsOfEither = new int[texts.count()];
        Arrays.fill(beginningsOfEither, NOT_ASKED);
    }

    /** The method for {@code part}, if it may be used: strings whose texts can be told apart, and so can their writers. */
    static Optional<Appends> of(Model<?> model, Part part) {
        if (!(model instanceof KeyValueAppend strings)) {
            return Optional.empty();
        }
        Optional<Texts> texts = Texts.of(part, strings.initial());
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        try {
            Appends method = new Appends(part, strings.initial(), texts.get());
            method.possible = method.collectReads()
                    && method.takeApart()
                    && method.placeReads()
                    && method.findWriters()
                    && method.layChains();
            return Optional.of(method);
        } catch (ChoiceException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean linearizable() {
        return possible && chains.canBeOrdered();
    }

    @Override
    public OptionalInt hint() {
        return Monitor.hintAt(chains.conflict());
    }

    private boolean collectReads() throws ChoiceException {
        for (int i = 0; i < part.size(); i++) {
            if (isRead(i)) {
                if (!(part.operations().get(i).output() instanceof String read) || beginningOf(read) == Texts.NONE) {
                    return false;
                }
                growths.computeIfAbsent(beginningOf(read), any -> new Growth(part))
                        .show(read);
            }
        }
        return true;
    }

    /** The text put at the beginning of {@code read}, {@link #FROM_START}, or none. */
    private int beginningOf(String read) throws ChoiceException {
        int first = read.isEmpty() ? Texts.NONE : texts.at(read, 0);
        if (!initial.isEmpty()) {
            return first != Texts.NONE && read.startsWith(initial) ? FROM_START : putAt(first);
        }
        if (read.isEmpty() || first != Texts.NONE && texts.puts(first).isEmpty()) {
            return FROM_START;
        }
        if (first == Texts.NONE || texts.appends(first).isEmpty()) {
            return putAt(first);
        }
        if (beginningsOfEither[first] == NOT_ASKED) {
            beginningsOfEither[first] = beginningOfEither(first);
        }
        return beginningsOfEither[first];
    }

    private int putAt(int text) throws ChoiceException {
        if (text == Texts.NONE || texts.puts(text).isEmpty()) {
            return Texts.NONE;
        }
        if (texts.puts(text).size() > 1) {
            throw new ChoiceException();
        }
        return text;
    }

    /** Of a text that was both put and appended: whether reads that begin with it can be before all puts, or after. */
    private int beginningOfEither(int text) throws ChoiceException {
        int firstPutReturn = Part.NEVER;
        int firstReadInvocation = Part.NEVER;
        int lastReadReturn = -1;
        for (int i = 0; i < part.size(); i++) {
            if (!isRead(i)) {
                firstPutReturn = isAppend(i) ? firstPutReturn : Math.min(firstPutReturn, part.returns()[i]);
            } else if (part.operations().get(i).output() instanceof String read && texts.at(read, 0) == text) {
                firstReadInvocation = Math.min(firstReadInvocation, part.invocations()[i]);
                lastReadReturn = Math.max(lastReadReturn, part.returns()[i]);
            }
        }
        if (firstPutReturn < firstReadInvocation) {
            return putAt(text);
        }
        if (lastReadReturn < part.invocations()[texts.puts(text).get(0)]) {
            return FROM_START;
        }
        throw new ChoiceException();
    }

    private boolean takeApart() {
        for (Map.Entry<Integer, Growth> entry : growths.entrySet()) {
            int text = entry.getKey();
            boolean fits = text == FROM_START
                    ? entry.getValue().takeApart(initial.length(), Chains.INITIAL, texts)
                    : entry.getValue()
                            .takeApart(texts.length(text), texts.puts(text).get(0) + 1, texts);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private boolean placeReads() throws ChoiceException {
        for (int i = 0; i < part.size(); i++) {
            if (isRead(i)) {
                int place = growthOf(i).placeOf(read(i));
                if (place < 0) {
                    return false;
                }
                growthOf(i).read(place, i);
            }
        }
        return true;
    }

    /** Finds who appended what stands at each place; false if nobody can have. */
    private boolean findWriters() throws ChoiceException {
        List<Place> open = new ArrayList<>();
        for (Growth growth : growths.values()) {
            for (int number = 1; number < growth.places(); number++) {
                Place place = new Place(growth, number);
                List<Integer> writers = writersLeft(place);
                if (writers.isEmpty()) {
                    return false;
                }
                if (texts.appends(growth.text(number)).size() == 1) {
                    write(place, writers.get(0));
                } else {
                    open.add(place);
                }
            }
        }
        if (open.size() > MOST_REPEATED) {
            throw new ChoiceException();
        }
        while (!open.isEmpty()) {
            int before = open.size();
            for (Place place : List.copyOf(open)) {
                List<Integer> possible = place.growth().possible(place.number(), writersLeft(place));
                if (possible.isEmpty()) {
                    return false;
                }
                if (possible.size() == 1 || areInOrder(place, open)) {
                    write(place, possible.get(0));
                    open.remove(place);
                }
            }
            if (open.size() == before) {
                throw new ChoiceException();
            }
        }
        return true;
    }

    /** Whether {@code place} is the first of several in one string that take all the writers left, one after the other. */
    private boolean areInOrder(Place place, List<Place> open) {
        List<Place> alike = open.stream()
                .filter(other ->
                        other.growth().text(other.number()) == place.growth().text(place.number()))
                .toList();
        List<Integer> writers = writersLeft(place);
        boolean inOrder = alike.get(0) == place && alike.size() == writers.size();
        for (int i = 1; i < alike.size() && inOrder; i++) {
            inOrder = alike.get(i).growth() == place.growth()
                    && part.returns()[writers.get(i - 1)] <= part.returns()[writers.get(i)];
        }
        return inOrder;
    }

    private List<Integer> writersLeft(Place place) {
        return texts.appends(place.growth().text(place.number())).stream()
                .filter(op -> !seen[op])
                .toList();
    }

    private void write(Place place, int op) {
        place.growth().setValue(place.number(), op + 1);
        seen[op] = true;
    }

    private boolean layChains() throws ChoiceException {
        for (Growth growth : growths.values()) {
            for (int place = 1; place < growth.places(); place++) {
                chains.replace(growth.value(place - 1), growth.value(place));
            }
        }
        for (int i = 0; i < part.size(); i++) {
            if (isRead(i)) {
                chains.read(growthOf(i).value(growthOf(i).placeOf(read(i))), i);
            } else {
                chains.write(i + 1, i);
            }
        }
        boolean fits = chains.lay(Chains.INITIAL) > 0;
        for (int i = 0; i < part.size() && fits; i++) {
            if (!isRead(i) && !seen[i]) {
                fits = chains.lay(i + 1) > 0;
            }
        }
        return fits;
    }

    private Growth growthOf(int read) throws ChoiceException {
        return growths.get(beginningOf(read(read)));
    }

    private String read(int op) {
        return (String) part.operations().get(op).output();
    }

    private boolean isAppend(int op) {
        return Texts.isAppend(part.operations().get(op));
    }

    private boolean isRead(int op) {
        return part.operations().get(op).f().equals("get");
    }
}
