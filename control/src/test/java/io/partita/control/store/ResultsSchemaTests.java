package io.partita.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsSchemaTests {

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void whatWeWriteFitsTheSchema(Verdict verdict) {
        ValidResults.requireValid(ResultsJson.toJson(Summaries.full(verdict)));
    }

    @Test
    void aLaterFieldFitsToo() {
        ValidResults.requireValid(
                ResultsJson.toJson(Summaries.full(Verdict.VALID)).replaceFirst("\\{", "{\"weather\": \"fine\","));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("\"schemaVersion\" : 1", "\"schemaVersion\" : 2", "$.schemaVersion is not 1: 2"),
                Arguments.of("\"verdict\" : \"invalid\"", "\"verdict\" : \"red\"", "$.verdict is none of"),
                Arguments.of("\"seed\" : -42", "\"seed\" : \"-42\"", "$.seed is not of type"),
                Arguments.of("\"startedAt\" : \"2026", "\"startedAt\" : \"26", "$.startedAt does not match"),
                Arguments.of("\"healedAtMs\" : 900", "\"healedAtMs\" : -2", "$.faults[0].healedAtMs is less than"),
                Arguments.of("\"provenHealed\"", "\"healed\"", "$.faults[0] lacks \"provenHealed\""),
                Arguments.of("\"f1\" : -1", "\"f1\" : null", "$.recovery.f1 is not of type"),
                Arguments.of("\"headline\"", "\"title\"", "$.checkers.linearizable.anomalies[0] lacks \"headline\""),
                Arguments.of("\"ok\" : 3", "\"ok\" : 3.5", "$.operations.ok is not of type"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void theSchemaRefuses(String text, String replacement, String problem) {
        String json = ResultsJson.toJson(Summaries.full(Verdict.INVALID));
        String broken = json.replaceFirst(Pattern.quote(text), replacement);

        List<String> problems = JsonSchema.problems(ResultsSchema.text(), broken);

        assertThat(broken).isNotEqualTo(json);
        assertThat(problems).anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @Test
    void theSchemaRequiresEveryFieldThatWeWrite() {
        JsonNode schema = JsonMapper.shared().readTree(ResultsSchema.text());
        JsonNode written = JsonMapper.shared().readTree(ResultsJson.toJson(Summaries.full(Verdict.INVALID)));

        assertThat(written.propertyNames())
                .containsExactlyElementsOf(schema.get("required")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
    }
}
