package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultsJsonTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void aSummaryComesBackAsItWasWritten(Verdict verdict) {
        Path file = directory.resolve("deep/er/results.json");
        RunSummary run = Summaries.full(verdict);

        ResultsJson.write(file, run);

        assertThat(ResultsJson.read(file)).isEqualTo(run);
    }

    @Test
    void verdictsAreLowerCaseAndFieldsStandInTheDocumentedOrder() {
        String json = ResultsJson.toJson(Summaries.full(Verdict.INVALID));

        assertThat(json).contains("\"verdict\" : \"invalid\"");
        assertThat(json.indexOf("\"schemaVersion\"")).isLessThan(json.indexOf("\"verdict\""));
        assertThat(json.indexOf("\"faults\"")).isLessThan(json.indexOf("\"checkers\""));
    }

    @Test
    void nothingIsLeftBesideTheFile() throws Exception {
        ResultsJson.write(directory.resolve("results.json"), Summaries.full(Verdict.VALID));
        ResultsJson.write(directory.resolve("results.json"), Summaries.full(Verdict.INVALID));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("results.json"));
        }
    }

    @Test
    void aNewerSchemaIsRefusedByItsVersion() {
        assertThatThrownBy(() -> ResultsJson.parse("{\"schemaVersion\": 2}", "results.json"))
                .isInstanceOf(ResultsFormatException.class)
                .hasMessageContaining("schema version 2")
                .hasMessageContaining("a newer program wrote it");
    }

    @Test
    void aFieldOfALaterProgramIsIgnored() {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID)).replaceFirst("\\{", "{\"weather\": \"fine\",");

        assertThat(ResultsJson.parse(json, "results.json")).isEqualTo(Summaries.full(Verdict.VALID));
    }

    @Test
    void aMissingFieldIsNamedByItsPath() {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID)).replace("\"healedAtMs\"", "\"healed\"");

        assertThatThrownBy(() -> ResultsJson.parse(json, "r.json"))
                .hasMessage("r.json: the field faults[0].healedAtMs is missing");
    }

    @Test
    void aFieldOfTheWrongTypeIsNamedWithWhatItShouldBe() {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID)).replace("\"seed\" : -42", "\"seed\" : \"-42\"");

        assertThatThrownBy(() -> ResultsJson.parse(json, "r.json"))
                .hasMessageContaining("seed should be a whole number of 64 bits, not \"-42\"");
    }

    @Test
    void anUnknownVerdictWordIsRefused() {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID)).replace("\"valid\"", "\"fine\"");

        assertThatThrownBy(() -> ResultsJson.parse(json, "r.json"))
                .hasMessageContaining("verdict should be valid, unknown, invalid, not \"fine\"");
    }

    @Test
    void aTornFileIsRefused() {
        String json = ResultsJson.toJson(Summaries.full(Verdict.VALID));

        assertThatThrownBy(() -> ResultsJson.parse(json.substring(0, json.length() / 2), "r.json"))
                .isInstanceOf(ResultsFormatException.class)
                .hasMessageStartingWith("r.json is not JSON: ");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> ResultsJson.parse("", "r.json")).isInstanceOf(ResultsFormatException.class);
    }
}
