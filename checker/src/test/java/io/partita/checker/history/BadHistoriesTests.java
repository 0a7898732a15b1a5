package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Good files of every format are damaged in every place. Either the damage is found, with its line, or the history that
 * is read is one that the damage could not change.
 */
class BadHistoriesTests {

    /** Two clients, one of whom crashes, and the nemesis. */
    private static final List<Op> GOOD = List.of(
            op(0, OpType.INVOKE, "write", 1L),
            op(1, OpType.INVOKE, "read", null),
            op(0, OpType.OK, "write", 1L),
            op(Op.NEMESIS, OpType.INFO, "start", "n1 é"),
            op(1, OpType.OK, "read", 1L),
            op(2, OpType.INVOKE, "cas", List.of(1L, 25L)),
            op(0, OpType.INVOKE, "write", 73L),
            op(2, OpType.OK, "cas", List.of(1L, 25L)),
            op(1, OpType.INVOKE, "cas", List.of(25L, 4L)),
            op(0, OpType.INFO, "write", 73L),
            op(1, OpType.FAIL, "cas", List.of(25L, 4L)));

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void aFileThatIsCutAnywhereIsAnErrorOrTheBeginningOfTheHistory(Format format) throws IOException {
        byte[] good = good(format);
        List<Op> all = read(good, format);
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            int line = lines(cut).size();
            try {
                RecordedHistory recorded = recorded(cut, format);
                List<Op> events = list(recorded.history());
                assertThat(events).as("cut to " + length).isEqualTo(all.subList(0, events.size()));
                assertThat(events.size()).isGreaterThanOrEqualTo(line - (format == Format.OP_HISTORY ? 2 : 1));
            } catch (HistoryException e) {
                assertThat(line(e)).as(e.getMessage()).isBetween(line, line + 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatIsCutInTheMiddleIsAnErrorUnlessItIsNoEventAnyMore(Format format) throws IOException {
        List<String> good = lines(good(format));
        for (int i = 0; i < good.size(); i++) {
            String whole = good.get(i);
            for (int length = 1; length < whole.length() - 1; length++) {
                if (whole.substring(0, length).isBlank()) {
                    continue; // a missing line, which has its own test
                }
                List<String> lines = new ArrayList<>(good);
                lines.set(i, whole.substring(0, length));
                List<Op> events;
                try {
                    events = read(bytes(lines), format);
                } catch (HistoryException e) {
                    assertThat(line(e)).as(e.getMessage()).isGreaterThanOrEqualTo(i + 1);
                    continue;
                }
                // Jepsen's log: the line became another logger's, or lost the end of its error or number.
                assertThat(format).as(lines.get(i)).isEqualTo(Format.JEPSEN_LOG);
                assertThat(events.size()).isBetween(good.size() - 1, good.size());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatStandsTwiceIsAnErrorUnlessItSaysNothing(Format format) throws IOException {
        for (int i = 0; i < GOOD.size(); i++) {
            Op op = GOOD.get(i);
            List<String> lines = lines(good(format));
            int at = lineOf(i, format);
            lines.add(at, lines.get(at - 1).replace("]", format == Format.EDN && i == GOOD.size() - 1 ? "" : "]"));
            boolean harmless = op.type() == OpType.INFO && format != Format.OP_HISTORY && format != Format.EDN;
            if (format == Format.EDN && (i == 0 || i == GOOD.size() - 1)) {
                continue; // the brackets of the list would stand twice too
            }
            expect(lines, format, at + 1, harmless);
        }
    }

    @ParameterizedTest
    @EnumSource
    void linesOfOneProcessThatChangedPlacesAreAnError(Format format) throws IOException {
        for (int i = 1; i < GOOD.size() - 2; i++) {
            int completion = completionOf(i);
            if (completion < 0 || completion == GOOD.size() - 1) {
                continue;
            }
            List<String> lines = lines(good(format));
            String invocation = lines.get(lineOf(i, format) - 1);
            lines.set(lineOf(i, format) - 1, lines.get(lineOf(completion, format) - 1));
            lines.set(lineOf(completion, format) - 1, invocation);
            // A crash that stands before its invocation is a remark; only indices tell that it moved.
            boolean remark = GOOD.get(completion).type() == OpType.INFO;
            int line = lineOf(i, format) + (remark && format == Format.EDN ? 1 : 0);
            expect(lines, format, line, remark && !indexed(format));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingInvocationIsAnError(Format format) throws IOException {
        for (int i = 1; i < GOOD.size() - 1; i++) {
            int completion = completionOf(i);
            if (completion < 0) {
                continue;
            }
            List<String> lines = lines(good(format));
            lines.remove(lineOf(i, format) - 1);
            int line = format == Format.OP_HISTORY ? lineOf(i, format) : lineOf(completion, format) - 1;
            // Nobody can tell the completion of a crash from a remark.
            boolean unseen = GOOD.get(completion).type() == OpType.INFO && format != Format.OP_HISTORY;
            expect(lines, format, line, unseen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingCompletionIsAnErrorIfTheProcessGoesOn(Format format) throws IOException {
        List<String> lines = lines(good(format));
        lines.remove(lineOf(2, format) - 1);
        expect(lines, format, format == Format.OP_HISTORY ? lineOf(2, format) : lineOf(6, format) - 1, false);
    }

    @ParameterizedTest
    @EnumSource
    void aCompletionOfAnotherProcessIsAnError(Format format) throws IOException {
        for (int i = 0; i < GOOD.size(); i++) {
            Op op = GOOD.get(i);
            if (op.type() == OpType.OK || op.type() == OpType.FAIL) {
                List<String> lines = lines(good(format));
                int at = lineOf(i, format) - 1;
                lines.set(at, lines.get(at).replaceFirst("(process\"?:? ?|util - )" + op.process(), "$1" + 999));
                expect(lines, format, at + 1, false);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rubbishBetweenEventsIsAnErrorUnlessItIsAnotherLoggersLine(Format format) throws IOException {
        for (String rubbish : List.of("rubbish", "0", "{}", "[", "}", "{\"type\":\"ok\"}", "{:type :ok}", "\"", "\\")) {
            List<String> lines = lines(good(format));
            int at = lineOf(4, format);
            lines.add(at, rubbish);
            if (format == Format.JEPSEN_LOG) {
                assertThat(read(bytes(lines), format)).isEqualTo(read(good(format), format));
            } else {
                assertThatThrownBy(() -> read(bytes(lines), format))
                        .isInstanceOfSatisfying(
                                HistoryException.class, e -> assertThat(line(e)).isGreaterThanOrEqualTo(at + 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAreNoTextAreAnErrorWithTheirLine(Format format) throws IOException {
        for (byte wrong : new byte[] {(byte) 0xC3, (byte) 0xFF, (byte) 0x80, 0}) {
            byte[] bytes = good(format);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int place = text.indexOf("n1 ") + 1;
            bytes[place] = wrong;
            int line = (int) text.substring(0, place)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;

            assertThatThrownBy(() -> read(bytes, format))
                    .isInstanceOfSatisfying(
                            HistoryException.class,
                            e -> assertThat(line(e)).as(e.getMessage()).isEqualTo(line));
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherEncodingsAreNamed(Format format) throws IOException {
        String text = new String(good(format), StandardCharsets.UTF_8);
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
            byte[] bytes = text.getBytes(Charset.forName(charset));

            assertThatThrownBy(() -> read(bytes, format))
                    .hasMessage("file: is not UTF-8 but UTF-16; convert it with: iconv -f UTF-16 -t UTF-8");
        }
    }

    @ParameterizedTest
    @EnumSource
    void harmlessDifferencesChangeNothing(Format format) throws IOException {
        byte[] good = good(format);
        String text = new String(good, StandardCharsets.UTF_8);
        List<Op> events = read(good, format);
        List<UnaryOperator<String>> changes = List.of(
                plain -> "\uFEFF" + plain,
                plain -> plain.replace("\n", "\r\n"),
                plain -> plain + "\n \n",
                plain -> plain);
        for (UnaryOperator<String> change : changes) {
            byte[] changed = change.apply(text).getBytes(StandardCharsets.UTF_8);

            assertThat(read(changed, format)).isEqualTo(events);
            assertThat(list(Histories.read(file(changed), Optional.empty()).history()))
                    .isEqualTo(events);
            assertThat(list(Histories.read(file(packed(changed)), Optional.empty())
                            .history()))
                    .isEqualTo(events);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPackedFileThatIsCutIsAnError(Format format) throws IOException {
        byte[] packed = packed(good(format));
        for (int length = 2; length < packed.length; length += 3) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> read(cut, format))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("the packed file is cut off or damaged");
        }
    }

    @Test
    void aDirectoryIsNoHistory() throws IOException {
        Files.createFile(directory.resolve("history.jsonl"));

        assertThatThrownBy(() -> Histories.read(directory, Optional.empty()))
                .isInstanceOf(HistoryException.class)
                .hasMessage(directory + ": is a directory, not a history; did you mean "
                        + directory.resolve("history.jsonl") + "?");
    }

    @ParameterizedTest
    @EnumSource
    void aVeryLongLineIsReadAndDeepNestingIsRefused(Format format) throws IOException {
        String invoke = new String(good(format), StandardCharsets.UTF_8);
        String text = "x".repeat(5_000_000);

        List<Op> events = read(invoke.replace("n1 é", text).getBytes(StandardCharsets.UTF_8), format);

        assertThat(events.get(3).value()).isEqualTo(text);
        byte[] deep = invoke.replace("\"n1 é\"", "[".repeat(300_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(deep, format))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("nested deeper than 200 levels");
    }

    @ParameterizedTest
    @EnumSource
    void numbersThatDoNotFitAreAnErrorWithTheirLine(Format format) throws IOException {
        for (String number : List.of("99999999999999999999", "-9223372036854775809", "1e999")) {
            byte[] bytes = new String(good(format), StandardCharsets.UTF_8)
                    .replace("73", number)
                    .getBytes(StandardCharsets.UTF_8);

            assertThatThrownBy(() -> read(bytes, format))
                    .isInstanceOfSatisfying(
                            HistoryException.class,
                            e -> assertThat(line(e)).as(e.getMessage()).isEqualTo(lineOf(6, format)))
                    .hasMessageContaining(number);
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomDamageIsNeverMoreThanAnErrorInTheHistory(Format format) throws IOException {
        Random random = new Random(format.ordinal());
        byte[] good = good(format);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] bad = good.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                bad[random.nextInt(bad.length)] = switch (random.nextInt(3)) {
                    case 0 -> (byte) random.nextInt();
                    case 1 -> (byte) "{}[]()\",:;#\\ \n0e-".charAt(random.nextInt(17));
                    default -> good[random.nextInt(good.length)];
                };
            }
            try {
                recorded(bad, format);
            } catch (HistoryException e) {
                assertThat(e.getMessage()).matches("(?s)file(:\\d+)?: .+");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private void expect(List<String> lines, Format format, int line, boolean harmless) throws IOException {
        if (harmless) {
            read(bytes(lines), format);
            return;
        }
        assertThatThrownBy(() -> read(bytes(lines), format))
                .isInstanceOfSatisfying(
                        HistoryException.class,
                        e -> assertThat(line(e)).as(e.getMessage()).isEqualTo(line));
    }

    private static boolean indexed(Format format) {
        return format == Format.OP_HISTORY || format == Format.EDN;
    }

    private static int completionOf(int invocation) {
        Op op = GOOD.get(invocation);
        for (int i = invocation + 1; i < GOOD.size() && op.type() == OpType.INVOKE; i++) {
            if (GOOD.get(i).process() == op.process()) {
                return i;
            }
        }
        return -1;
    }

    private static int lineOf(int event, Format format) {
        return event + (format == Format.OP_HISTORY ? 2 : 1);
    }

    private static int line(HistoryException e) {
        Matcher matcher = Pattern.compile("file:(\\d+): .+").matcher(e.getMessage());
        assertThat(matcher.find()).as(e.getMessage()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static byte[] good(Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Histories.write(History.of(GOOD), Map.of(), out, format);
        return out.toByteArray();
    }

    private static List<String> lines(byte[] bytes) {
        return new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }

    private static List<Op> read(byte[] bytes, Format format) throws IOException {
        return list(recorded(bytes, format).history());
    }

    private static RecordedHistory recorded(byte[] bytes, Format format) throws IOException {
        return Histories.read(
                new ByteArrayInputStream(bytes),
                "file",
                new Histories.Reading(Optional.of(format), Histories.Keys.TOLD));
    }

    private static List<Op> list(History history) {
        List<Op> ops = new ArrayList<>();
        history.forEach(ops::add);
        return ops;
    }

    private static Op op(int process, OpType type, String f, Object value) {
        return new Op(0, 0, process, type, f, null, value, null);
    }
}
