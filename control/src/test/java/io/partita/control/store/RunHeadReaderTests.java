package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunHeadReaderTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void theHeadSaysWhatTheWholeResultSays(Verdict verdict) throws Exception {
        RunHead head = read(ResultsJson.toJson(Summaries.full(verdict)));

        assertThat(head)
                .isEqualTo(new RunHead(
                        verdict,
                        "because",
                        "2026-11-21T04:31:07.204Z",
                        -42,
                        "zk-register",
                        "partition-halves",
                        "zookeeper 3.9.5",
                        30_000,
                        6,
                        1,
                        1));
    }

    @Test
    void whatStandsBehindTheHeadIsNotRead() throws Exception {
        String json = ResultsJson.toJson(Summaries.full(Verdict.INVALID));

        assertThat(read(json.substring(0, json.indexOf("\"checkers\""))).verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void fieldsMayComeInAnyOrder() throws Exception {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID));
        String moved = json.replace("\"verdict\" : \"valid\",\n  \"reason\"", "\"reason\"")
                .replaceFirst("\\}\\s*$", ", \"verdict\" : \"valid\"}");

        assertThat(moved).isNotEqualTo(json);
        assertThat(read(moved)).isEqualTo(read(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemaVersion", "verdict", "seed", "workload", "operations", "faults"})
    void aMissingFieldIsNamed(String field) throws Exception {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID)).replaceFirst("\"" + field + "\"", "\"other\"");

        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ResultsFormatException.class)
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"verdict\"", "{\"operations\": {\"ok\": \"many\"}}", "nonsense"})
    void whatIsNoResultIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ResultsFormatException.class);
    }

    private RunHead read(String json) throws Exception {
        Path file = directory.resolve("results.json");
        Files.writeString(file, json);
        return RunHeadReader.read(file);
    }
}
