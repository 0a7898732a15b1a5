package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonCursorTests {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Test
    void everyKindOfValueIsRead() {
        assertThat(JsonValues.parse(" {\"a\":[1,-2,3.5e2,null,true,false,\"x\\n\\u00e9€\"],\"b\":{},\"c\":[]} "))
                .isEqualTo(Map.of(
                        "a", Arrays.asList(1L, -2L, 350.0, null, true, false, "x\né€"), "b", Map.of(), "c", List.of()));
        assertThat(JsonValues.parse("[9223372036854775807,-9223372036854775808,0,-0]"))
                .isEqualTo(List.of(Long.MAX_VALUE, Long.MIN_VALUE, 0L, 0L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "9223372036854775808|the number 9223372036854775808 does not fit in 64 bits: write it as a string",
                "1e999|the number 1e999 is out of range: write it as a string",
                "[1,]|not valid JSON: ']' where a value is expected (column 4)",
                "[1 2]|not valid JSON: '2' where ']' is expected (column 4)",
                "\"abc|not valid JSON: a string that never ends (column 1)",
                "01|not valid JSON: a number with a leading zero (column 1)",
                "{\"a\":1,\"a\":2}|not valid JSON: \"a\" stands twice (column 12)",
                "[\"é\",x]|not valid JSON: 'x' where a value is expected (column 6)",
                "tru|not valid JSON: an unknown word (column 1)",
                "\"\\x\"|not valid JSON: an unknown escape in a string (column 2)",
            })
    void whatIsWrongIsNamedWithItsColumn(String json, String message) {
        assertThatThrownBy(() -> JsonValues.parse(json))
                .isInstanceOf(HistoryException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefused(String opening) {
        assertThatThrownBy(() -> JsonValues.parse(opening.repeat(100_000)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("nested deeper than 200 levels");
    }

    @Test
    void agreesWithJacksonOnTextsThatAreAlmostJson() {
        Random random = new Random(7);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\\n\"",
            "1",
            "-0",
            "0",
            "12.5",
            "1e3",
            "1E+",
            ".5",
            "5.",
            "01",
            "-",
            "null",
            "true",
            "false",
            "nul",
            " ",
            "\t",
            "\"",
            "\\u0041",
            "\"\\u00e9\"",
            "\"\\q\"",
            "9223372036854775807",
            "-9223372036854775808",
            "123456789012345678",
            "1234567890123456789",
            "\u0001",
            "x",
            "\"a\":",
            "[1,2",
            ",3]"
        };
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 1 + random.nextInt(7); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Object ours = ours(text.toString());
            assertThat(ours).as(text.toString()).isEqualTo(jacksons(text.toString()));
            accepted += ours == REFUSED ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    private static final Object REFUSED = "refused";

    private static Object ours(String json) {
        try {
            return JsonValues.parse(json);
        } catch (HistoryException e) {
            return REFUSED;
        }
    }

    private static Object jacksons(String json) {
        try {
            Object value = JACKSON.readValue(json.getBytes(StandardCharsets.UTF_8), Object.class);
            return String.valueOf(value).contains("Infinity") ? REFUSED : value; // too large to be judged
        } catch (JacksonException e) {
            return REFUSED;
        }
    }
}
