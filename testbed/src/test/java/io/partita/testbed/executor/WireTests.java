package io.partita.testbed.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a\tb", "a\nb\r", "a\\tb", "\\", "\\\\n\t\\", "ü€"})
    void whatIsSaidIsUnderstood(String text) {
        String line = Wire.line("word", text, "end");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(Wire.fields(line.substring(0, line.length() - 1))).containsExactly("word", text, "end");
    }

    @Test
    void whatIsToBeRunIsReadAsItWasWritten() throws IOException {
        ExecutorSpec spec = new ExecutorSpec(
                "c1",
                "t1",
                directory.resolve("sand box"),
                List.of("sh", "-c", "echo \"a = b\" \\\n # ! : ü", "3", "4", "5", "6", "7", "8", "9", "10"),
                Map.of("A", " x = y ", "B", ""),
                Duration.ofMillis(1500),
                Duration.ZERO,
                Duration.ofMillis(50),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                true,
                false,
                true);
        spec.write(directory);
        assertThat(ExecutorSpec.read(directory)).isEqualTo(spec);
    }

    @Test
    void anExecutorUsesNothingButTheRuntimeAndItself() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/partita/testbed/executor"))) {
            List<String> foreign = files.filter(Files::isRegularFile)
                    .flatMap(WireTests::imports)
                    .filter(line -> !line.startsWith("import java."))
                    .toList();
            assertThat(foreign).isEmpty();
        }
    }

    private static Stream<String> imports(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith("import "));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
