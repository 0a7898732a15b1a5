package io.partita.provisioning.system.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The testbed's own data files, as they lie in the source tree. */
public final class TestbedData {

    private static final Path DIRECTORY =
            Path.of("..", "testbed", "src", "main", "resources", "io", "partita", "testbed", "settings");

    private TestbedData() {}

    public static Catalog catalog() {
        return Catalog.parse(lines("knobs.tsv"), lines("bugs.tsv"));
    }

    public static TestbedSettings settings(Map<String, String> options) {
        return new SettingsParser(catalog()).parse(options);
    }

    /** A distribution in {@code directory} with these data and one empty jar. */
    public static Distribution distribution(Path directory) {
        try {
            for (String file : List.of("knobs.tsv", "bugs.tsv")) {
                Files.copy(DIRECTORY.resolve(file), directory.resolve(file));
            }
            Files.createDirectories(directory.resolve("lib"));
            Files.createFile(directory.resolve("lib/testbed.jar"));
            Files.writeString(directory.resolve("jvm.options"), "# small\n-Xmx64m\n\n-XX:+UseSerialGC\n");
            return new Distribution(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
