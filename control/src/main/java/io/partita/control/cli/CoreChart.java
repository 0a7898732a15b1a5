package io.partita.control.cli;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** A few operations as bars of text, one a line: their order is true, their lengths are not to scale. */
final class CoreChart {

    private static final int STEP = 4;
    private static final int LONGEST_TEXT = 32;

    private final History history;
    private final List<Integer> shown;
    private final int left;
    private final int decisive;
    private final List<Integer> places;

    /**
     * @param core invocations
     * @param decisive the completion that no order explains
     * @param most lines; the latest operations are shown
     */
    CoreChart(History history, List<Integer> core, int decisive, int most) {
        this.history = history;
        this.left = Math.max(0, core.size() - most);
        this.shown = core.subList(left, core.size());
        this.decisive = decisive;
        TreeSet<Integer> events = new TreeSet<>(shown);
        events.add(decisive);
        for (int invocation : shown) {
            events.add(end(invocation));
        }
        this.places = new ArrayList<>(events);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (left > 0) {
            lines.add("(" + left + " earlier ones are in --json)");
        }
        int who = 0;
        int what = 0;
        for (int invocation : shown) {
            who = Math.max(who, who(invocation).length());
            what = Math.max(what, what(invocation).length());
        }
        for (int invocation : shown) {
            lines.add(String.format(
                            Locale.ROOT,
                            "%-" + who + "s  %-" + what + "s  %-" + (STEP * (places.size() - 1) + 2) + "s  %s",
                            who(invocation),
                            what(invocation),
                            bar(invocation),
                            when(invocation))
                    .stripTrailing());
        }
        return lines;
    }

    private String bar(int invocation) {
        int from = STEP * places.indexOf(invocation);
        int to = STEP * places.indexOf(end(invocation));
        return " ".repeat(from) + "├" + "─".repeat(Math.max(1, to - from - 1)) + (staysOpen(invocation) ? "▶" : "┤");
    }

    private String when(int invocation) {
        String begin = history.moment(invocation);
        String end = staysOpen(invocation) ? outcome(invocation) : history.moment(history.completionOf(invocation));
        boolean sameUnit = begin.endsWith(" s") && end.endsWith(" s");
        return (sameUnit ? begin.substring(0, begin.length() - 2) : begin) + " – " + end
                + (history.completionOf(invocation) == decisive ? "   ← no place for it" : "");
    }

    /** What is known of an operation that was open when no order was left. */
    private String outcome(int invocation) {
        int completion = history.completionOf(invocation);
        return completion >= 0 && history.type(completion) == OpType.OK ? "still open" : "unknown outcome";
    }

    private boolean staysOpen(int invocation) {
        int completion = history.completionOf(invocation);
        return completion < 0 || completion > decisive || history.type(completion) == OpType.INFO;
    }

    private int end(int invocation) {
        return staysOpen(invocation) ? decisive : history.completionOf(invocation);
    }

    private String who(int invocation) {
        return "process " + history.process(invocation);
    }

    private String what(int invocation) {
        int completion = history.completionOf(invocation);
        OpType how = staysOpen(invocation) ? OpType.INFO : history.type(completion);
        Outcome outcome = how == OpType.OK ? Outcome.OK : how == OpType.FAIL ? Outcome.REFUSED : Outcome.UNKNOWN;
        String text = new Operation(
                        history.f(invocation),
                        null,
                        history.value(invocation),
                        outcome,
                        outcome == Outcome.OK ? history.value(completion) : null)
                .toString()
                .replace(" → unknown", "");
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
