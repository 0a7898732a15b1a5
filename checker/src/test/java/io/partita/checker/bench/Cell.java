package io.partita.checker.bench;

import io.partita.checker.simulation.Recipe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place in the matrix, named as the recorded tables of other checkers name it.
 *
 * @param crash share of crashed operations as those tables write it: 0, 0.01
 */
record Cell(String model, boolean bad, String crash, int clients, int operations) {

    /** The columns of what is no cell. */
    static final Map<String, String> NO_COLUMNS = columns("", "", "", "", "");

    /** The place that a row of a table, or the header of a generated file, speaks of. */
    static Cell of(Map<String, String> row) {
        String crash = row.get("crash").replaceAll("\\.0$", "");
        return new Cell(
                row.get("model"),
                row.get("bad").equals("1"),
                crash,
                Integer.parseInt(row.get("concurrency")),
                Integer.parseInt(row.get("ops")));
    }

    Recipe recipe(long seed) {
        return new Recipe(model, clients, operations, Double.parseDouble(crash), bad, seed);
    }

    Map<String, String> columns() {
        return columns(model, bad ? "1" : "0", crash, String.valueOf(clients), String.valueOf(operations));
    }

    private static Map<String, String> columns(String model, String bad, String crash, String concurrency, String ops) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("model", model);
        row.put("bad", bad);
        row.put("crash", crash);
        row.put("concurrency", concurrency);
        row.put("ops", ops);
        return Collections.unmodifiableMap(row);
    }

    @Override
    public String toString() {
        return model + " c" + clients + " " + Math.round(Double.parseDouble(crash) * 100) + " % " + operations + " "
                + (bad ? "bad" : "ok");
    }
}
