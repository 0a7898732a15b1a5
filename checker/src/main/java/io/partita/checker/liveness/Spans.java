package io.partita.checker.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A set of instants, as the fewest spans that make it up: ascending, none empty, none touching another. Immutable, safe
 * for use by several threads. Two are equal if they hold the same instants.
 */
public final class Spans {

    /** No instant at all. */
    public static final Spans NONE = new Spans(List.of());

    private final List<Span> list;
    private final long[] starts;
    /** How much of the set lies before the span at the same place, in ns; then the whole. */
    private final long[] before;

    private Spans(List<Span> normal) {
        list = List.copyOf(normal);
        starts = list.stream().mapToLong(Span::from).toArray();
        before = new long[list.size() + 1];
        for (int i = 0; i < list.size(); i++) {
            before[i + 1] = before[i] + list.get(i).length();
        }
    }

    /** The instants that lie in any of {@code spans}, which may overlap and come in any order. */
    public static Spans of(Collection<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.removeIf(Span::isEmpty);
        sorted.sort(Comparator.comparingLong(Span::from));
        List<Span> normal = new ArrayList<>();
        for (Span span : sorted) {
            Span last = normal.isEmpty() ? null : normal.get(normal.size() - 1);
            if (last != null && span.from() <= last.to()) {
                normal.set(normal.size() - 1, new Span(last.from(), Math.max(last.to(), span.to())));
            } else {
                normal.add(span);
            }
        }
        return new Spans(normal);
    }

    public static Spans of(Span... spans) {
        return of(Arrays.asList(spans));
    }

    /** The spans that make up the set. */
    public List<Span> list() {
        return list;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public boolean contains(long time) {
        int at = lastFrom(time);
        return at >= 0 && list.get(at).contains(time);
    }

    /** What lies in this set or the other. */
    public Spans union(Spans other) {
        List<Span> all = new ArrayList<>(list);
        all.addAll(other.list);
        return of(all);
    }

    /** What lies in this set and the other. */
    public Spans intersection(Spans other) {
        List<Span> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < list.size() && theirs < other.list.size()) {
            Span one = list.get(mine);
            Span two = other.list.get(theirs);
            if (one.intersects(two)) {
                common.add(new Span(Math.max(one.from(), two.from()), Math.min(one.to(), two.to())));
            }
            if (one.to() < two.to()) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new Spans(common);
    }

    /** What lies in {@code within} but not in this set. */
    public Spans complement(Span within) {
        List<Span> rest = new ArrayList<>();
        long from = within.from();
        for (Span span : intersection(of(within)).list) {
            rest.add(new Span(from, span.from()));
            from = span.to();
        }
        rest.add(new Span(from, within.to()));
        return of(rest);
    }

    /** Every span longer at its end by {@code grace}. */
    public Spans extendedBy(Duration grace) {
        long nanos = grace.toNanos();
        return of(list.stream()
                .map(span -> new Span(span.from(), Nanos.add(span.to(), nanos)))
                .toList());
    }

    /** How much there is in all, in ns. */
    public long total() {
        return before[list.size()];
    }

    /** How much of {@code within} the set covers, in ns. */
    public long totalWithin(Span within) {
        return totalBefore(within.to()) - totalBefore(within.from());
    }

    /** The longest span, the first of equals. */
    public Optional<Span> longest() {
        return list.stream().reduce((one, two) -> two.length() > one.length() ? two : one);
    }

    private long totalBefore(long time) {
        int at = lastFrom(time);
        return at < 0
                ? 0
                : before[at] + Math.min(time - starts[at], list.get(at).length());
    }

    /** The place of the last span that begins at {@code time} or before, or -1. */
    int lastFrom(long time) {
        int at = Arrays.binarySearch(starts, time);
        return at >= 0 ? at : -at - 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spans spans && list.equals(spans.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
