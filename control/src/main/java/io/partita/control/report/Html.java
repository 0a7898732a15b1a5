package io.partita.control.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Text and JSON values as HTML. Every method escapes what it is given, unless its name says that it takes markup. */
final class Html {

    private static final int ITEMS_SHOWN = 200;

    private Html() {}

    /** {@code text} for use in an element or in a quoted attribute. */
    static String escape(Object text) {
        String raw = String.valueOf(text);
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** A JSON value: maps of like maps become a matrix, other maps a list of terms, scalars text. */
    static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return isMatrix(map) ? matrix(map) : terms(map);
        } else if (value instanceof Collection<?> list) {
            return list(list);
        } else if (value instanceof Boolean yes) {
            return mark(yes);
        } else if (value instanceof String text && text.indexOf(' ') > 0) {
            return "<span>" + escape(text) + "</span>";
        }
        return "<code>" + escape(Words.value(value)) + "</code>";
    }

    /** Whether all values are maps of scalars: what each node saw of each other node, say. */
    private static boolean isMatrix(Map<?, ?> map) {
        return map.size() > 1
                && map.values().stream()
                        .allMatch(row -> row instanceof Map<?, ?> cells
                                && !cells.isEmpty()
                                && cells.values().stream().allMatch(Html::isScalar));
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof Map) && !(value instanceof Collection);
    }

    private static String matrix(Map<?, ?> map) {
        Set<Object> columns = new LinkedHashSet<>();
        // Rows first: in a reachability matrix rows and columns then stand in the same order, a node with itself empty.
        boolean square = map.values().stream().allMatch(row -> map.keySet().containsAll(((Map<?, ?>) row).keySet()));
        if (square) {
            columns.addAll(map.keySet());
        }
        map.values().forEach(row -> columns.addAll(((Map<?, ?>) row).keySet()));
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"matrix\"><thead><tr><td></td>");
        columns.forEach(column ->
                out.append("<th scope=\"col\">").append(escape(column)).append("</th>"));
        out.append("</tr></thead><tbody>");
        map.forEach((name, row) -> {
            out.append("<tr><th scope=\"row\">").append(escape(name)).append("</th>");
            for (Object column : columns) {
                Map<?, ?> cells = (Map<?, ?>) row;
                out.append("<td>")
                        .append(cells.containsKey(column) ? json(cells.get(column)) : "<span class=\"muted\">·</span>")
                        .append("</td>");
            }
            out.append("</tr>");
        });
        return out.append("</tbody></table></div>").toString();
    }

    private static String terms(Map<?, ?> map) {
        if (map.isEmpty()) {
            return "<span class=\"muted\">none</span>";
        }
        StringBuilder out = new StringBuilder("<dl class=\"terms\">");
        map.forEach((name, value) -> out.append("<dt>")
                .append(escape(Words.label(String.valueOf(name))))
                .append("</dt><dd>")
                .append(json(value))
                .append("</dd>"));
        return out.append("</dl>").toString();
    }

    private static String list(Collection<?> list) {
        if (list.isEmpty()) {
            return "<span class=\"muted\">none</span>";
        }
        List<String> items = new ArrayList<>();
        list.stream().limit(ITEMS_SHOWN).forEach(item -> items.add(json(item)));
        if (list.size() > ITEMS_SHOWN) {
            items.add("<span class=\"muted\">and " + (list.size() - ITEMS_SHOWN) + " more</span>");
        }
        boolean scalars = list.stream().allMatch(Html::isScalar);
        return scalars
                ? String.join(" ", items)
                : "<ul class=\"plain\"><li>" + String.join("</li><li>", items) + "</li></ul>";
    }

    /** Yes or no as a sign and a word for screen readers; never as a colour alone. */
    static String mark(boolean yes) {
        return yes
                ? "<span class=\"yes\" role=\"img\" aria-label=\"yes\">✓</span>"
                : "<span class=\"no\" role=\"img\" aria-label=\"no\">✗</span>";
    }
}
