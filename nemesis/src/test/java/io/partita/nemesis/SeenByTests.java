package io.partita.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.internal.BuiltIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list in docs/faults.md of who has seen which kind of fault, kept complete and true. */
class SeenByTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern WORD = Pattern.compile("`([A-Za-z-]+)`");

    @Test
    void everyKindIsSeenByATest() throws IOException {
        assertThat(seenBy().keySet())
                .containsExactlyInAnyOrderElementsOf(FaultCatalog.of(BuiltIn.kinds()).kinds().stream()
                        .filter(FaultKind::disturbs)
                        .map(FaultKind::name)
                        .toList());
    }

    @Test
    void everyTestIsThereAndMakesTheFault() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String test : Map.copyOf(seenBy()).values()) {
            sources.computeIfAbsent(test, SeenByTests::source);
        }
        assertThat(seenBy())
                .allSatisfy((kind, test) -> assertThat(sources.get(test))
                        .as(test + " makes " + kind)
                        .containsPattern("[\"(\\s]" + Pattern.quote(kind) + "[\"(),\\s]"));
    }

    /** The test of each kind. */
    private static Map<String, String> seenBy() throws IOException {
        Map<String, String> seen = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/faults.md"));
        lines.stream()
                .skip(lines.indexOf("| seen by | kinds |") + 2L)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.split("\\|"))
                .forEach(cells -> words(cells[2])
                        .forEach(kind ->
                                seen.put(kind, words(cells[1]).findFirst().orElseThrow())));
        return seen;
    }

    private static Stream<String> words(String cell) {
        return WORD.matcher(cell).results().map((MatchResult word) -> word.group(1));
    }

    private static String source(String test) {
        try (Stream<Path> files = Stream.of("nemesis", "control")
                .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                .flatMap(SeenByTests::walk)) {
            Path file = files.filter(each -> each.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + test));
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path directory) {
        try {
            return Files.walk(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
