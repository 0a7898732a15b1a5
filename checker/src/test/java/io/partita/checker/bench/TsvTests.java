package io.partita.checker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsvTests {

    private static final Cell CELL = new Cell("queue", true, "0.01", 30, 1000);

    @TempDir
    Path directory;

    @Test
    void rowsAreReadAsTheyWereWritten() throws IOException {
        Path file = directory.resolve("results.tsv");
        Reading reading = new Reading("unknown", 1.5, 2.5, 0.25, 3, 4, 5, 6, "why\tnot");
        Row row = new Row(CELL.toString(), Optional.of(CELL), 1000, "invalid", 0, reading);

        Tsv.append(file, row.columns());
        Tsv.append(file, row.columns());

        List<Map<String, String>> rows = Tsv.read(file);
        assertThat(rows).hasSize(2);
        assertThat(Cell.of(rows.get(1))).isEqualTo(CELL);
        assertThat(Row.of(CELL, rows.get(0)).reading().cpuMillis()).isEqualTo(2.5);
        assertThat(rows.get(0)).containsEntry("note", "why not");
    }

    @Test
    void lastCellsMayBeMissing() throws IOException {
        Path file = directory.resolve("theirs.tsv");
        Files.writeString(file, "model\tverdict\tcpu_ms\nset\tOOM\n");

        assertThat(Tsv.read(file)).containsExactly(Map.of("model", "set", "verdict", "OOM", "cpu_ms", ""));
    }
}
