package io.partita.checker.internal.online;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import io.partita.checker.online.OnlineChecker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a set that only grows, event by event: no read shows an element twice, or one that nobody had begun to add; and
 * where the set is to be linearizable, every read shows what had been acknowledged or seen before it began. That an
 * element is lost for good is known at the end only. A read costs as much as it shows.
 *
 * <p>Elements become known in the order of events, so those known before a read began are so many of the first. When as
 * many of them stand in its answer, none is missing.
 */
public final class GrowingSet implements OnlineChecker {

    private static final int UNKNOWN = Integer.MAX_VALUE;

    /** What is known of an element. */
    private static final class Element {
        /** How many adds of it have begun and not failed. */
        private int attempts;

        private int known = UNKNOWN;
    }

    private final String name;
    private final boolean linearizable;
    private final Map<Object, Element> elements = new HashMap<>();
    private final Map<Integer, Op> open = new HashMap<>();
    /** At which events elements became known, ascending, and which. */
    private int[] knownAt = new int[16];

    private Object[] knownElements = new Object[16];
    private int known;

    /** @param linearizable whether missing what is known is a violation at once */
    public GrowingSet(String name, boolean linearizable) {
        this.name = name;
        this.linearizable = linearizable;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Violation> take(Op event) {
        if (event.isNemesis() || !event.f().equals("add") && !event.f().equals("read")) {
            return Optional.empty();
        }
        if (event.type() == OpType.INVOKE) {
            open.put(event.process(), event);
            if (event.f().equals("add")) {
                element(event.value()).attempts++;
            }
            return Optional.empty();
        }
        Op begun = open.remove(event.process());
        if (begun == null || event.type() == OpType.INFO) {
            return Optional.empty();
        }
        String wrong = begun.f().equals("add") ? endAdd(begun, event) : endRead(begun, event);
        return wrong == null
                ? Optional.empty()
                : Optional.of(new Violation(name, begun.key(), event.index(), event.time(), wrong));
    }

    private Element element(Object value) {
        return elements.computeIfAbsent(value, unseen -> new Element());
    }

    private String endAdd(Op begun, Op event) {
        Element element = element(begun.value());
        if (event.type() == OpType.OK) {
            learn(begun.value(), element, event);
            return null;
        }
        boolean seen = --element.attempts == 0 && element.known != UNKNOWN;
        return seen ? "element " + Values.show(begun.value()) + " was read, but its add failed" : null;
    }

    private String endRead(Op begun, Op event) {
        if (event.type() != OpType.OK || !(event.value() instanceof List<?> shown)) {
            return null;
        }
        String read = String.format(Locale.ROOT, " by process %d at %.3f s", event.process(), event.time() / 1e9);
        Set<Object> distinct = new HashSet<>(shown.size() * 2);
        int begunAt = (int) begun.index();
        int expected = 0;
        for (Object value : shown) {
            if (!distinct.add(value)) {
                return "element " + Values.show(value) + " stood more than once in what was read" + read;
            }
            Element element = elements.get(value);
            if (element == null || element.attempts == 0) {
                return "element " + Values.show(value) + " was read" + read + ", but nobody had begun to add it";
            }
            expected += element.known < begunAt ? 1 : 0;
            learn(value, element, event);
        }
        int before = knownBefore(begunAt);
        return !linearizable || expected == before ? null : missing(before, distinct, read);
    }

    private String missing(int before, Set<Object> shown, String read) {
        Object missed = Arrays.stream(knownElements, 0, before)
                .filter(value -> !shown.contains(value))
                .findFirst()
                .orElseThrow();
        return "element " + Values.show(missed) + " was known, but missed by the read that was answered" + read;
    }

    private void learn(Object value, Element element, Op event) {
        if (element.known != UNKNOWN) {
            return;
        }
        element.known = (int) event.index();
        if (known == knownAt.length) {
            knownAt = Arrays.copyOf(knownAt, 2 * known);
            knownElements = Arrays.copyOf(knownElements, 2 * known);
        }
        knownAt[known] = element.known;
        knownElements[known++] = value;
    }

    /** How many elements were known before event {@code event}, of which none became known at it. */
    private int knownBefore(int event) {
        int found = Arrays.binarySearch(knownAt, 0, known, event);
        return found < 0 ? -found - 1 : found;
    }
}
