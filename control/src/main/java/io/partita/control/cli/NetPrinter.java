package io.partita.control.cli;

import io.partita.nemesis.network.NetworkByHand;
import io.partita.nemesis.proof.Reachability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Prints what {@code control net} made and measured. */
final class NetPrinter {

    private NetPrinter() {}

    static void print(NetworkByHand.Outcome outcome, Terminal terminal, boolean json) {
        @SuppressWarnings("unchecked")
        var matrix = (Map<String, Map<String, Boolean>>) outcome.proof().data().getOrDefault("reachable", Map.of());
        if (json) {
            var result = new LinkedHashMap<String, Object>();
            result.put("declared", outcome.declared());
            result.put("proven", outcome.proof().holds());
            result.put("missing", outcome.proof().missing());
            result.put("switchMs", outcome.switchMillis());
            result.put("reachable", matrix);
            terminal.result(json(result));
        } else {
            table(matrix).forEach(terminal::result);
            terminal.result(
                    outcome.proof().holds()
                            ? outcome.declared() + ": measured, switched in " + outcome.switchMillis() + " ms"
                            : outcome.declared() + ": NOT so");
        }
        if (!outcome.proof().holds()) {
            terminal.line("control: the network is not as declared: "
                    + outcome.proof().missing());
        }
    }

    static void print(Reachability measured, List<String> byHand, Terminal terminal, boolean json) {
        if (json) {
            var result = new LinkedHashMap<String, Object>();
            result.put("byHand", byHand);
            result.put("reachable", measured.toJson());
            terminal.result(json(result));
        } else {
            table(measured.matrix()).forEach(terminal::result);
            byHand.forEach(cut -> terminal.result("by hand: " + cut));
        }
    }

    /** A line for each node: whom it reaches. */
    static List<String> table(Map<String, Map<String, Boolean>> matrix) {
        int width = matrix.keySet().stream().mapToInt(String::length).max().orElse(0);
        String cell = "%-" + Math.max(width, 3) + "s";
        List<String> lines = new ArrayList<>();
        lines.add(line(cell, "", matrix.keySet().stream().toList()));
        matrix.forEach((from, row) -> lines.add(line(
                cell,
                from,
                matrix.keySet().stream()
                        .map(to -> from.equals(to) ? "." : row.getOrDefault(to, false) ? "yes" : "-")
                        .toList())));
        return lines;
    }

    private static String line(String cell, String head, List<String> cells) {
        var line = new StringBuilder(cell.formatted(head));
        cells.forEach(each -> line.append("  ").append(cell.formatted(each)));
        return line.toString().stripTrailing();
    }

    private static String json(Map<String, Object> result) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result);
    }
}
