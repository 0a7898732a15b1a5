package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTests {

    @TempDir
    private Path directory;

    @Test
    void aPlaceThatCanBeWrittenIsMadeAndLeftEmpty() {
        Path results = directory.resolve("a/b");
        RunDirectory.requireWritable(results);
        assertThat(results).isEmptyDirectory();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldWithTheWayOut() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> RunDirectory.requireWritable(file.resolve("results")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot write results below " + file.resolve("results") + ": ")
                .hasMessageEndingWith("Name another directory: --results DIR");
    }
}
