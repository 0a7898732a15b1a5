package io.partita.control.report;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The operations around an anomaly as bars, one a row, readable without scripts. Pointing at a row, or reaching it with
 * the keyboard, draws the legal order up to it as a line from operation to operation, and says what the object was then.
 *
 * <p>Time runs to the right in true order, but not to scale: a write may lie seconds before the read that missed it, and
 * the read last a millisecond. Every step from one instant to the next has a least width, and the rest is shared by the
 * square root of its length.
 */
final class AnomalySvg {

    private static final int MOST_ROWS = 12;
    private static final int WIDTH = 860;
    private static final int GUTTER = 300;
    private static final int ROW = 22;
    private static final int TOP = 6;
    private static final double LEAST_STEP = 14;
    private static final int LABEL_WIDTH = 48;
    private static final int LONGEST_TEXT = 26;
    private static final int LONGEST_STATE = 22;
    private static final double BETWEEN_STEPS = 3;

    private final RunSummary run;
    private final Operations operations;
    private final int decisive;
    private final Collection<Integer> core;
    private final Collection<Integer> related;
    private final List<Integer> rows;
    private final int bottom;
    private final LegalOrder legal;
    private final List<Integer> order;
    private final TreeMap<Long, Double> places = new TreeMap<>();
    private final StringBuilder svg = new StringBuilder();

    private AnomalySvg(
            RunSummary run,
            Operations operations,
            int decisive,
            Collection<Integer> core,
            Collection<Integer> related,
            Collection<Integer> around,
            LegalOrder legal) {
        this.run = run;
        this.operations = operations;
        this.decisive = decisive;
        this.core = core;
        this.related = related;
        this.rows = Stream.of(List.of(decisive), core, related, around)
                .flatMap(Collection::stream)
                .distinct()
                .limit(MOST_ROWS)
                .sorted(Comparator.comparingLong(operations::startNanos))
                .toList();
        this.bottom = TOP + rows.size() * ROW;
        this.legal = legal;
        this.order = legal.operations().stream().filter(rows::contains).toList();
    }

    /**
     * Draws them.
     *
     * @param decisive the operation that could not have happened
     * @param core operations that are enough to prove it; these go before others if there are too many
     * @param related the operations that explain it; these come next
     * @param around others that were open meanwhile
     * @param legal a legal order of all but the decisive one; those that are drawn are numbered by it
     */
    static String of(
            RunSummary run,
            Operations operations,
            int decisive,
            Collection<Integer> core,
            Collection<Integer> related,
            Collection<Integer> around,
            LegalOrder legal) {
        return new AnomalySvg(run, operations, decisive, core, related, around, legal).draw();
    }

    private String draw() {
        place();
        add(
                "<svg class=\"around\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"The operations around the"
                        + " anomaly in the order of time\">",
                WIDTH, bottom + 20);
        double begin = places.get(operations.startNanos(decisive));
        double end = places.get(end(decisive));
        add("<rect class=\"span\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>", begin, end - begin, bottom);
        for (int row = 0; row < rows.size(); row++) {
            row(rows.get(row), TOP + row * ROW);
        }
        ticks();
        for (int row = 0; row < rows.size(); row++) {
            link(rows.get(row), TOP + row * ROW);
        }
        return svg.append("</svg>").toString();
    }

    /** Gives every instant at which an operation shown begins or ends a place between gutter and right edge. */
    private void place() {
        TreeSet<Long> instants = new TreeSet<>();
        rows.forEach(operation -> {
            instants.add(operations.startNanos(operation));
            instants.add(end(operation));
        });
        double roots = 0;
        Long last = null;
        for (long instant : instants) {
            roots += last == null ? 0 : Math.sqrt(instant - last);
            last = instant;
        }
        double room = WIDTH - GUTTER - 16 - LEAST_STEP * (instants.size() - 1);
        double x = GUTTER;
        last = null;
        for (long instant : instants) {
            x += last == null ? 0 : LEAST_STEP + room * Math.sqrt(instant - last) / roots;
            places.put(instant, x);
            last = instant;
        }
    }

    /** Where its bar ends: at the latest with the picture, which ends with the anomaly's operation. */
    private long end(int operation) {
        long pictureEnds = operations.endNanos(decisive);
        return Math.max(
                operations.startNanos(operation),
                staysOpen(operation) ? pictureEnds : Math.min(pictureEnds, operations.endNanos(operation)));
    }

    /** Whether it may still take effect when the picture ends; what is of unknown outcome may at any time. */
    private boolean staysOpen(int operation) {
        return operations.outcome(operation) == OpType.INFO
                || operations.endNanos(operation) > operations.endNanos(decisive);
    }

    private void row(int operation, int y) {
        Op invoke = operations.invocation(operation);
        String node = Availability.node(run, invoke.process());
        double from = places.get(operations.startNanos(operation));
        double to = places.get(end(operation));
        String outcome = operations.outcome(operation).label();
        boolean explains = related.contains(operation) || core.contains(operation);
        String text = operations.text(operation, false);
        add("<g class=\"%s\">", operation == decisive ? "decisive" : "plain");
        if (core.contains(operation)) {
            add("<rect class=\"proof\" x=\"%d\" y=\"%d\" width=\"3\" height=\"%d\"/>", GUTTER - 10, y - 1, ROW);
        }
        add(
                "<text class=\"who\" x=\"0\" y=\"%d\">process %d%s</text><text class=\"what\" x=\"118\" y=\"%d\">%s</text>",
                y + 14,
                invoke.process(),
                node == null ? "" : Html.escape(" · " + node),
                y + 14,
                Html.escape(shorten(text, LONGEST_TEXT)));
        int place = order.indexOf(operation) + 1;
        if (place > 0) {
            add("<text class=\"place\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>", GUTTER - 14, y + 14, place);
        }
        add(
                "<rect class=\"bar-%s %s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\"/>",
                outcome, explains ? "explains" : "beside", from, y + 4, Math.max(3, to - from));
        if (staysOpen(operation)) {
            add("<path class=\"open\" d=\"M%.1f %dl5 6l-5 6\"/>", to + 2, y + 4);
        }
        add("</g>");
        if (isOverBefore(operation)) {
            add("<path class=\"until\" d=\"M%.1f %dV%d\"/>", to, y + 16, bottom);
        }
    }

    /** A row as a link to its operation, above all bars, with what is shown while it is pointed at. */
    private void link(int operation, int y) {
        add(
                "<a href=\"#op=%d\"><title>#%d %s, %s%s</title><rect class=\"row\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                operations.invocation(operation).index(),
                operations.invocation(operation).index(),
                Html.escape(operations.text(operation, false)),
                operations.outcome(operation).label(),
                core.contains(operation) ? ", part of the proof" : "",
                y,
                WIDTH,
                ROW);
        int steps = operation == decisive ? order.size() : order.indexOf(operation) + 1;
        if (steps > 0) {
            orderUpTo(steps, operation == decisive);
        }
        add("</a>");
    }

    /** The first so many of the drawn operations of the legal order: each at an instant between its begin and its end. */
    private void orderUpTo(int steps, boolean impossible) {
        StringBuilder path = new StringBuilder();
        double x = 0;
        add("<g class=\"legal\">");
        for (int operation : order.subList(0, steps)) {
            x = Math.min(
                    places.get(end(operation)),
                    Math.max(x + BETWEEN_STEPS, places.get(operations.startNanos(operation)) + BETWEEN_STEPS));
            double y = TOP + rows.indexOf(operation) * ROW + 10;
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x, y);
        }
        int whole = impossible ? legal.operations().size() : legal.operations().indexOf(order.get(steps - 1)) + 1;
        add("<path d=\"%s\"/>", path);
        add(
                "<text x=\"0\" y=\"%d\">%s of a legal order: %s%s</text></g>",
                bottom + 15,
                impossible ? "at the end" : "after step " + steps,
                Html.escape(shorten(legal.states().get(whole - 1), LONGEST_STATE)),
                impossible ? ", and this has no place" : "");
    }

    /** Whether it had succeeded before the anomaly's operation began: the system had promised its effect. */
    private boolean isOverBefore(int operation) {
        return related.contains(operation)
                && operations.outcome(operation) == OpType.OK
                && operations.endNanos(operation) < operations.startNanos(decisive);
    }

    /** The instants that matter most, as far as their labels have room: begin and end of the anomaly's, then the latest. */
    private void ticks() {
        List<Long> wanted = new ArrayList<>(List.of(end(decisive), operations.startNanos(decisive)));
        rows.stream()
                .filter(this::isOverBefore)
                .map(this::end)
                .sorted(Comparator.reverseOrder())
                .forEach(wanted::add);
        List<Double> taken = new ArrayList<>();
        add("<path class=\"axis\" d=\"M%d %d.5H%d\"/>", GUTTER, bottom, WIDTH);
        for (Map.Entry<Long, Double> place : wanted.stream()
                .map(instant -> Map.entry(instant, places.get(instant)))
                .toList()) {
            double x = Math.min(place.getValue(), WIDTH - LABEL_WIDTH / 2.0);
            if (taken.stream().allMatch(other -> Math.abs(other - x) > LABEL_WIDTH)) {
                taken.add(x);
                add(
                        "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        x, bottom + 15, Words.instantMs(place.getKey() / 1e6));
            }
        }
    }

    private static String shorten(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private void add(String pattern, Object... values) {
        svg.append(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values));
    }
}
