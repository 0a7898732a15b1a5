package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Counts why operations did not end well: error texts by frequency, each with an example. Texts that differ only in
 * numbers are one. Never invalid; unknown when nothing was invoked.
 */
final class UnhandledErrors implements Checker {

    private static final int KINDS_SHOWN = 20;
    /** Beyond so many kinds of errors, new ones are counted together. */
    private static final int KINDS_KEPT = 1_000;

    private static final String OTHERS = "(others)";
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

    /** One kind of error. */
    private static final class Kind {
        private final int example;
        private final TreeSet<String> functions = new TreeSet<>();
        private long fail;
        private long info;
        private int last;

        Kind(int example) {
            this.example = example;
        }

        long count() {
            return fail + info;
        }
    }

    @Override
    public String name() {
        return "unhandled-errors";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Map<String, String> shapes = new HashMap<>();
        long errors = 0;
        long silent = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0 || history.type(i) == OpType.INVOKE || history.type(i) == OpType.OK) {
                continue;
            }
            String text = history.error(i);
            if (text == null) {
                silent += history.type(i) == OpType.INFO ? 1 : 0;
                continue;
            }
            errors++;
            String shape =
                    shapes.size() < KINDS_KEPT ? shapes.computeIfAbsent(text, UnhandledErrors::shape) : shape(text);
            int event = i;
            Kind kind = kinds.computeIfAbsent(
                    kinds.size() < KINDS_KEPT || kinds.containsKey(shape) ? shape : OTHERS, other -> new Kind(event));
            kind.functions.add(history.f(i));
            kind.fail += history.type(i) == OpType.FAIL ? 1 : 0;
            kind.info += history.type(i) == OpType.INFO ? 1 : 0;
            kind.last = i;
        }
        return result(history, kinds, errors, silent);
    }

    private static String shape(String text) {
        return NUMBERS.matcher(text).replaceAll("#");
    }

    private CheckResult result(History history, Map<String, Kind> kinds, long errors, long silent) {
        List<Kind> byFrequency = kinds.values().stream()
                .sorted(Comparator.comparingLong(Kind::count).reversed())
                .toList();
        Findings findings = new Findings(name())
                .detail("errors", errors)
                .detail("kinds", (long) kinds.size())
                .detail("unknownOutcomesWithoutText", silent)
                .detail(
                        "mostFrequent",
                        byFrequency.stream()
                                .limit(KINDS_SHOWN)
                                .map(kind -> json(history, kind))
                                .toList());
        if (history.operations() == 0) {
            return findings.unknown("no operation was invoked");
        }
        if (errors == 0) {
            return findings.valid(
                    "none of " + Events.count(history.operations(), "operation") + " ended with an error");
        }
        Kind top = byFrequency.get(0);
        return findings.valid(
                errors + " of " + Events.count(history.operations(), "operation") + " ended with an error, of "
                        + Events.count(kinds.size(), "kind") + "; most often (" + top.count() + "): "
                        + history.error(top.example));
    }

    private static Map<String, Object> json(History history, Kind kind) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("example", history.error(kind.example));
        json.put("event", (long) history.origin(kind.example));
        json.put("count", kind.count());
        json.put("fail", kind.fail);
        json.put("info", kind.info);
        json.put("functions", List.copyOf(kind.functions));
        json.put("first", history.moment(kind.example));
        json.put("last", history.moment(kind.last));
        return json;
    }
}
