package io.partita.control.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations column by column, packed for a page: about twenty characters each. Starts and indices are differences from the
 * operation before; {@code kind} is three times the function's number plus the outcome's; texts are their numbers in the
 * dictionary plus one, with 0 for none, which in {@code result} means "as the argument". Weights are left out where all are 1,
 * waits where none did. Not thread-safe.
 */
final class OperationColumns {

    private static final String WEIGHT = "weight";
    private static final String WAITED = "waited";

    private static final List<String> NAMES = List.of(
            "start",
            "duration",
            "process",
            "kind",
            "index",
            "completion",
            "key",
            "argument",
            "result",
            "error",
            WAITED,
            WEIGHT);

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Dictionary functions;
    private final Dictionary texts;
    private long lastStart;
    private long lastIndex;
    private boolean weighted;
    private boolean delayed;

    /** @param expected about how many operations there will be */
    OperationColumns(int expected, Dictionary functions, Dictionary texts) {
        NAMES.forEach(name -> columns.put(name, new Column(expected)));
        this.functions = functions;
        this.texts = texts;
    }

    void add(ShownOperation operation) {
        put("start", operation.start() - lastStart);
        put("duration", operation.took());
        put("process", operation.process());
        put("kind", functions.number(operation.function()) * 3L + operation.outcome());
        put("index", operation.index() - lastIndex);
        put("completion", operation.completion());
        put("key", text(operation.key()));
        put("argument", text(operation.argument()));
        put("result", text(operation.result()));
        put("error", text(operation.error()));
        put(WAITED, operation.waited());
        delayed = delayed || operation.waited() != 0;
        put(WEIGHT, operation.weight());
        weighted = weighted || operation.weight() != 1;
        lastStart = operation.start();
        lastIndex = operation.index();
    }

    private void put(String column, long value) {
        columns.get(column).add(value);
    }

    private int text(String text) {
        return text == null ? 0 : texts.number(text) + 1;
    }

    /** Each column in Base64, by name. */
    Map<String, String> packed() {
        Map<String, String> packed = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            if ((weighted || !name.equals(WEIGHT)) && (delayed || !name.equals(WAITED))) {
                packed.put(name, column.base64());
            }
        });
        return packed;
    }
}
