package io.partita.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.Format;
import io.partita.checker.history.Histories;
import io.partita.checker.history.RecordedHistory;
import io.partita.checker.model.NullRead;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded and generated histories whose verdicts are known; sources and licences stand beside them. */
class CorpusTests {

    private static final Budget BUDGET = new Budget(Duration.ofSeconds(20), 1L << 30);

    private static final Map<String, Object> INITIAL_VALUES =
            Map.of("0", 0L, "\"\"", "", "{\"x\":0,\"y\":0}", Map.of("x", 0L, "y", 0L));

    record Entry(String file, String format, String model, String init, String nullRead, String expected) {

        @Override
        public String toString() {
            return file;
        }

        Models.Settings settings() {
            return new Models.Settings(Optional.ofNullable(INITIAL_VALUES.get(init)), NullRead.of(nullRead));
        }
    }

    static Stream<Entry> entries() throws IOException {
        return Files.readAllLines(corpus().resolve("verdicts.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(cells -> new Entry(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void getsTheKnownVerdict(Entry entry) throws Exception {
        RecordedHistory recorded = Histories.read(corpus().resolve(entry.file()), Optional.empty());

        LinearizabilityResult result =
                Linearizability.check(Models.named(entry.model(), entry.settings()), recorded.history(), BUDGET);

        assertThat(result.verdict())
                .as(result.reason())
                .isEqualTo(entry.expected().equals("ok") ? Verdict.VALID : Verdict.INVALID);
        assertThat(recorded.format()).isEqualTo(Format.of(entry.format()));
    }

    @Test
    void theCorpusIsThere() throws IOException {
        List<Entry> all = entries().toList();

        assertThat(all).hasSizeGreaterThan(150);
        assertThat(all).extracting(Entry::expected).contains("ok", "bad");
    }

    private static Path corpus() {
        try {
            return Path.of(CorpusTests.class.getResource("/histories").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
