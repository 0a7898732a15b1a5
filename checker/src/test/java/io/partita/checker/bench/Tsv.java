package io.partita.checker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables in files: columns with tabs between, the first line names them. */
final class Tsv {

    private Tsv() {}

    /** The rows by column; missing last cells are empty. */
    static List<Map<String, String>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Map<String, String>> rows = new ArrayList<>();
        String[] names = lines.isEmpty() ? new String[0] : lines.get(0).split("\t");
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], i < cells.length ? cells[i] : "");
            }
            rows.add(row);
        }
        return rows;
    }

    /** Adds a row, under a first line of names if the file is new. */
    static void append(Path file, Map<String, String> row) throws IOException {
        StringBuilder text = new StringBuilder();
        if (!Files.exists(file) || Files.size(file) == 0) {
            text.append(String.join("\t", row.keySet())).append('\n');
        }
        List<String> cells =
                row.values().stream().map(cell -> cell.replaceAll("\\s+", " ")).toList();
        text.append(String.join("\t", cells)).append('\n');
        Files.write(
                file,
                text.toString().getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
