package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryJsonTests {

    private static final Inventory INVENTORY = new Inventory(
            "c",
            "10.0.0.1",
            List.of(new Node(
                    "n1", "10.0.0.11", new Node.Ssh("10.0.0.11", 22, "root", Path.of("/k/id"), Path.of("/k/known")))));

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsRead() {
        Path file = directory.resolve("inventory.json");

        InventoryJson.write(file, INVENTORY);

        assertThat(InventoryJson.read(file)).isEqualTo(INVENTORY);
    }

    @Test
    void writingReplacesAndLeavesNoOtherFile() throws Exception {
        Path file = directory.resolve("inventory.json");
        Files.writeString(file, "old");

        InventoryJson.write(file, INVENTORY);

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"schemaVersion\": 2, \"cluster\": \"c\", \"controlAddress\": \"a\", \"nodes\": []}",
                "{\"schemaVersion\": 1, \"cluster\": \"c\", \"controlAddress\": \"a\"}",
                "{\"schemaVersion\": 1, \"cluster\": \"c\", \"controlAddress\": \"a\", \"nodes\": [{\"name\": \"n1\"}]}",
            })
    void whatIsNoInventoryIsRefusedByName(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("inventory.json"), content);

        assertThatThrownBy(() -> InventoryJson.read(file))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(file.toString());
    }
}
