package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnParserTests {

    @Test
    void everyKindOfElementIsRead() {
        assertThat(parse("[1 -2 +3 4N 5.5M 1e3 0x1F true nil :a/b sym \\a \\newline \\u0041 \\o101 \\( \\é]"))
                .isEqualTo(Arrays.asList(
                        1L, -2L, 3L, 4L, 5.5, 1000.0, 31L, true, null, "a/b", "sym", "a", "\n", "A", "A", "(", "é"));
        assertThat(parse("#_ignored #_ #_ two more \"q\\\"\\u00e9\\t\"")).isEqualTo("q\"é\t");
        assertThat(parse("; comment\n ,, #inst \"2020-01-01\"")).isEqualTo("2020-01-01");
        assertThat(parse("^{:line 3} ^:private [1]")).isEqualTo(List.of(1L));
        assertThat(parse("{:a 1, \"b\" {3 [4]}}")).isEqualTo(Map.of("a", 1L, "b", Map.of("3", List.of(4L))));
        assertThat(parse("#:jepsen{:node 1}")).isEqualTo(Map.of("jepsen/node", 1L));
        assertThat(parse("#object[java.lang.Object 0x1a2b \"x\"]"))
                .isEqualTo(List.of("java.lang.Object", 0x1a2bL, "x"));
        assertThat(parse("(1 [2 [3 4] 5] 6 x)")).isEqualTo(List.of(1L, List.of(2L, List.of(3L, 4L), 5L), 6L, "x"));
    }

    @Test
    void theSameSetIsTheSameValueHoweverItWasPrinted() {
        assertThat(parse("#{3 1 2}")).isEqualTo(parse("#{1 2 3}")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(parse("#{:b \"a\"}")).isEqualTo(List.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1 2)|')' where ']' is missing, to close what began in line 1, column 1 (column 6)",
                "[1 2|the text ends where ']' is missing, to close what began in line 1, column 1",
                "]|']' closes nothing (column 2)",
                "\"abc|a string that never ends; it began in line 1, column 1",
                "{:a}|a map with a key that has no value (column 5)",
                "{:a 1 :a 2}|a map in which the key a stands twice (column 12)",
                "#{1 1}|a set in which an element stands twice (column 7)",
                "12abc|12abc is not a number (column 6)",
                "017|017 is not a number (column 4)",
                "\\nope|\\nope is not a character (column 6)",
                "\"\\q\"|unknown escape \\q in a string (column 4)",
                "#'var|'#'var' is no tag (column 6)",
                "#foo|what the tag #foo is about is missing (column 5)",
                "::kw|a colon that begins no keyword (column 5)",
                "@deref|unexpected '@' (column 7)",
            })
    void whatIsWrongIsNamedWithItsPlace(String edn, String message) {
        assertThatThrownBy(() -> parse(edn))
                .isInstanceOf(HistoryException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{:a ", "#{", "#tag ", "^", "#_ "})
    void deepNestingIsRefused(String opening) {
        assertThatThrownBy(() -> parse(opening.repeat(100_000)))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("nested deeper than 200 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/2|ratios are not supported",
                "9223372036854775808N|it does not fit in 64 bits",
                "##NaN|JSON has no such number",
                "##-Inf|JSON has no such number",
            })
    void aNumberThatCanNotBeJudgedIsRefusedInOperationsOnly(String number, String why) throws IOException {
        assertThatThrownBy(() -> history("\n{:process 0 :type :invoke :f :write :value " + number + "}"))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("file:2: the value ")
                .hasMessageContaining(" can't be judged: " + why + "; write it as a string");
        assertThat(history("{:process :nemesis :type :info :f :lag :value " + number + "}")
                        .value(0))
                .isEqualTo(number.replace("N", number.startsWith("9") ? "" : "N"));
        assertThat(history("{:process 0 :type :invoke :f :write :value 1 :rate " + number + "}")
                        .value(0))
                .isEqualTo(1L);
    }

    @Test
    void aProcessIsANumberOrTheNemesis() throws IOException {
        assertThat(history("{:process \"nemesis\" :type :info}").op(0))
                .isEqualTo(new Op(0, 0, Op.NEMESIS, OpType.INFO, "remark", null, null, null));
        assertThatThrownBy(() -> history("{:process :n1 :type :invoke :f :read}"))
                .hasMessage("file:1: \"process\" is n1: expected a number, or nemesis");
        assertThatThrownBy(() -> history("{:process 4294967296 :type :invoke :f :read}"))
                .hasMessage("file:1: \"process\" is 4294967296: expected a number from 0 to 2147483647");
        assertThatThrownBy(() -> history("{:process -7 :type :invoke :f :read}"))
                .hasMessageStartingWith("file:1: event 0: process -7 has a negative process");
    }

    @Test
    void functionsMayBeStrings() throws IOException {
        assertThat(history("{:process 0 :type \"invoke\" :f \"read\"}").f(0)).isEqualTo("read");
        assertThatThrownBy(() -> history("{:process 0 :type :invoke :f [:read]}"))
                .hasMessage("file:1: \"f\" is [read]: expected the name of a function");
    }

    @Test
    void textsLargerThanTheWindowAreRead() throws IOException {
        String lines = "{:process 0 :type :invoke :f :w :value \"é\"}\n{:process 0 :type :ok :f :w :value \"é\"}\n";

        History history = history(lines.repeat(5_000));

        assertThat(history.size()).isEqualTo(10_000);
        assertThat(history.value(9_999)).isEqualTo("é");
        assertThatThrownBy(() -> history(lines.repeat(5_000) + "x"))
                .hasMessage("file:10001: an event must be a map, not x (column 2)");
    }

    @Test
    void missingIndicesAreWarnedAbout() throws IOException {
        assertThat(recorded("{:process 0 :type :invoke :f :r :index 4} {:process 0 :type :ok :f :r :index 7}")
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("2 indices are missing");
    }

    private static Object parse(String edn) {
        EdnParser parser = new EdnParser(new EdnText(edn));
        Object element = parser.next();
        assertThat(parser.atEnd()).isTrue();
        return element;
    }

    private static History history(String ednLines) throws IOException {
        return recorded(ednLines).history();
    }

    private static RecordedHistory recorded(String ednLines) throws IOException {
        return Histories.read(
                new ByteArrayInputStream(ednLines.getBytes(StandardCharsets.UTF_8)),
                "file",
                new Histories.Reading(Optional.of(Format.EDN_LINES), Histories.Keys.TOLD));
    }
}
