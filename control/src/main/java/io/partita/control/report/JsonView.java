package io.partita.control.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What checkers and faults measured, as HTML: rows of one kind become a table, other maps terms with their values.
 *
 * <p>Units are read from the names: {@code outageMs} is a length of time, {@code fromMs} and {@code healedAtMs} are
 * instants of the run, {@code peakMemoryBytes} is a size. A map inside a row becomes columns of its own. A packed
 * histogram, {@code hdr}, is for programs: it stays in {@code results.json}.
 */
final class JsonView {

    private static final int ITEMS_SHOWN = 100;
    private static final String PACKED = "hdr";

    private JsonView() {}

    /** One cell of a table. */
    private record Cell(String html, boolean number) {}

    static String of(Object value) {
        return render("", value);
    }

    private static String render(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return isTable(value) ? table(map) : terms(map);
        } else if (value instanceof Collection<?> list) {
            return isTable(value) ? table(numbered(list)) : list(name, list);
        } else if (value instanceof Boolean yes) {
            return Html.mark(yes);
        } else if (value instanceof String text && text.indexOf(' ') > 0) {
            return "<span>" + Html.escape(text) + "</span>";
        }
        return "<code>" + Html.escape(Words.quantity(name, value)) + "</code>";
    }

    /** Whether this is a map of several rows, or a list of rows: maps whose values fit into cells. */
    private static boolean isTable(Object value) {
        Collection<?> rows = value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value;
        return rows.size() > (value instanceof Map ? 1 : 0)
                && rows.stream()
                        .allMatch(row -> row instanceof Map<?, ?> cells
                                && !cells.isEmpty()
                                && cells.values().stream().allMatch(JsonView::fitsIntoColumns));
    }

    private static boolean fitsIntoColumns(Object value) {
        return value instanceof Map<?, ?> inner
                ? inner.values().stream().allMatch(JsonView::isScalar)
                : !(value instanceof Collection<?> list) || list.stream().allMatch(JsonView::isScalar);
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof Map) && !(value instanceof Collection);
    }

    private static Map<Integer, Object> numbered(Collection<?> rows) {
        Map<Integer, Object> numbered = new LinkedHashMap<>();
        rows.forEach(row -> numbered.put(numbered.size() + 1, row));
        return numbered;
    }

    private static String table(Map<?, ?> rows) {
        Set<String> columns = new LinkedHashSet<>();
        // Rows first: in a reachability matrix rows and columns then stand in the same order, a node with itself empty.
        boolean square = rows.values().stream().allMatch(row -> rows.keySet().containsAll(((Map<?, ?>) row).keySet()));
        if (square) {
            rows.keySet().forEach(row -> columns.add(Words.label(String.valueOf(row))));
        }
        Map<Object, Map<String, Cell>> cells = new LinkedHashMap<>();
        rows.entrySet().stream()
                .limit(ITEMS_SHOWN)
                .forEach(row -> cells.put(row.getKey(), cells((Map<?, ?>) row.getValue())));
        cells.values().forEach(row -> columns.addAll(row.keySet()));
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"")
                .append(square ? "matrix" : "records")
                .append("\"><thead><tr><td></td>");
        for (String column : columns) {
            boolean numbers =
                    cells.values().stream().map(row -> row.get(column)).allMatch(cell -> cell == null || cell.number());
            out.append(numbers ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
                    .append(Html.escape(column))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>");
        cells.forEach((name, row) -> {
            out.append("<tr><th scope=\"row\">").append(Html.escape(name)).append("</th>");
            columns.forEach(column -> cell(out, row.get(column)));
            out.append("</tr>");
        });
        return out.append("</tbody></table></div>").append(more(rows.size())).toString();
    }

    private static void cell(StringBuilder out, Cell cell) {
        if (cell == null) {
            out.append("<td class=\"num muted\">·</td>");
            return;
        }
        out.append(cell.number() ? "<td class=\"num\">" : "<td>")
                .append(cell.html())
                .append("</td>");
    }

    private static Map<String, Cell> cells(Map<?, ?> row) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        row.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals(PACKED)) {
                return;
            }
            if (value instanceof Map<?, ?> inner) {
                inner.forEach((column, part) ->
                        cells.put(Words.label(name) + " " + Words.label(String.valueOf(column)), cell(name, part)));
            } else {
                cells.put(Words.label(name), cell(name, value));
            }
        });
        return cells;
    }

    private static Cell cell(String name, Object value) {
        if (value instanceof Number) {
            return new Cell(Html.escape(Words.quantity(name, value)), true);
        }
        return new Cell(value instanceof String text ? Html.escape(text) : render(name, value), false);
    }

    private static String terms(Map<?, ?> map) {
        if (map.isEmpty()) {
            return "<span class=\"muted\">none</span>";
        }
        StringBuilder out = new StringBuilder("<dl class=\"terms\">");
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals(PACKED)) {
                return;
            }
            String wide = isScalar(value) || !isTable(value) ? ">" : " class=\"wide\">";
            out.append("<dt")
                    .append(wide)
                    .append(Html.escape(Words.label(name)))
                    .append("</dt><dd")
                    .append(wide)
                    .append(render(name, value))
                    .append("</dd>");
        });
        return out.append("</dl>").toString();
    }

    private static String list(String name, Collection<?> list) {
        if (list.isEmpty()) {
            return "<span class=\"muted\">none</span>";
        }
        List<String> items = new ArrayList<>();
        list.stream().limit(ITEMS_SHOWN).forEach(item -> items.add(render(name, item)));
        boolean scalars = list.stream().allMatch(JsonView::isScalar);
        return (scalars
                        ? String.join(" ", items)
                        : "<ul class=\"plain\"><li>" + String.join("</li><li>", items) + "</li></ul>")
                + more(list.size());
    }

    private static String more(int size) {
        return size <= ITEMS_SHOWN
                ? ""
                : " <span class=\"muted\">and " + (size - ITEMS_SHOWN) + " more, in results.json</span>";
    }
}
