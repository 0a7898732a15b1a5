package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written in any format is read back as it was. */
class RoundTripTests {

    @TempDir
    Path directory;

    static Stream<Path> corpus() throws Exception {
        Path root = Path.of(RoundTripTests.class.getResource("/histories").toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().matches(".*(\\.edn|\\.log|\\.txt|-ok\\.jsonl)"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aRecordedHistoryStaysTheSame(Path file) throws IOException {
        RecordedHistory recorded = Histories.read(file, Optional.empty());
        List<Op> events = list(recorded.history());
        for (Format format : List.of(Format.OP_HISTORY, Format.EDN, Format.EDN_LINES)) {
            assertThat(list(written(recorded.history(), format)))
                    .as(format.label())
                    .isEqualTo(events);
        }
        if (events.stream().allMatch(op -> op.key() == null)) {
            assertThat(list(written(recorded.history(), Format.JEPSEN_LOG)))
                    .isEqualTo(events.stream()
                            .map(RoundTripTests::withoutTimeAndLostFields)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverEventsCarryIsKept(Format format) throws IOException {
        Random random = new Random(format.ordinal());
        for (int round = 0; round < 300; round++) {
            History history = random(random, format != Format.JEPSEN_LOG);

            assertThat(list(written(history, format))).isEqualTo(list(history));
        }
    }

    @Test
    void porcupinesLogsAreWrittenAsPorcupineWroteThem() throws Exception {
        for (String name : List.of("porcupine-kv/c10-bad.txt", "porcupine-etcd/etcd_002.log")) {
            Path file = Path.of(getClass().getResource("/histories/" + name).toURI());
            RecordedHistory recorded = Histories.read(file, Optional.empty());
            Path copy = directory.resolve("copy");

            assertThat(Histories.write(recorded.history(), Map.of(), copy, recorded.format()))
                    .isEmpty();
            assertThat(copy).hasSameTextualContentAs(file);
        }
    }

    @Test
    void theHeaderIsKeptByOurFormatAndToldOfByOthers() throws IOException {
        History history = History.of(List.of(new Op(0, 0, 0, OpType.INVOKE, "read", null, null, null)));
        Path file = directory.resolve("history.jsonl");

        assertThat(Histories.write(history, Map.of("model", "kv"), file, Format.OP_HISTORY))
                .isEmpty();
        assertThat(Histories.read(file, Optional.empty()).meta()).containsExactly(Map.entry("model", "kv"));
        assertThat(Histories.write(history, Map.of("model", "kv"), file, Format.EDN))
                .containsExactly("edn has no header, so what the file said of itself is lost: model \"kv\"");
    }

    @Test
    void whatJepsensLogCanNotHoldIsTold() throws IOException {
        History history = History.of(List.of(
                new Op(0, 5, 0, OpType.INVOKE, "write", null, 1L, null),
                new Op(1, 6, 0, OpType.FAIL, "write", null, 1L, "two\nlines")));

        assertThat(Histories.write(history, Map.of(), directory.resolve("x.log"), Format.JEPSEN_LOG))
                .containsExactly(
                        "jepsen-log has no times: they are lost; the order of the events is kept",
                        "jepsen-log has one place for value and error: 1 values of operations that failed or crashed are lost",
                        "1 errors are lost or were put into one line");
    }

    @Test
    void jepsensLogRefusesKeysAndLeavesTheFileAsItWas() throws IOException {
        Path file = Files.writeString(directory.resolve("x.log"), "precious");
        History history = History.of(List.of(new Op(0, 0, 0, OpType.INVOKE, "get", "k", null, null)));

        assertThatThrownBy(() -> Histories.write(history, Map.of(), file, Format.JEPSEN_LOG))
                .isInstanceOf(HistoryException.class)
                .hasMessage("event 0 has a key, for which jepsen-log has no place: write edn-lines or edn");
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
        assertThat(file).hasContent("precious");
    }

    @Test
    void whenOperationsWereMeantIsKeptByOurFormatAndToldOfByOthers() throws IOException {
        History history = History.builder()
                .add(new Op(0, 70, 0, OpType.INVOKE, "read", null, null, null), 20)
                .add(new Op(1, 90, 0, OpType.OK, "read", null, 1L, null))
                .build();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();

        assertThat(Histories.write(history, Map.of(), ours, Format.OP_HISTORY)).isEmpty();
        assertThat(Histories.write(history, Map.of(), new ByteArrayOutputStream(), Format.EDN_LINES))
                .containsExactly("edn-lines has no place for when operations were meant to begin: that is lost");

        RecordedHistory read =
                Histories.read(new ByteArrayInputStream(ours.toByteArray()), "ours", Histories.Reading.TOLD);
        assertThat(read.history().latency(1)).isEqualTo(70);
    }

    @Test
    void aNameThatEndsInGzIsPacked() throws IOException {
        History history = History.of(List.of(new Op(0, 7, 0, OpType.INVOKE, "read", null, null, null)));
        Path file = directory.resolve("history.edn.gz");

        Histories.write(history, Map.of(), file, Format.ofName(file.toString()).orElseThrow());

        assertThat(Files.readAllBytes(file)).startsWith(0x1F, 0x8B);
        assertThat(list(Histories.read(file, Optional.empty()).history())).isEqualTo(list(history));
    }

    @Test
    void transactionsAreWrittenAsElleWantsThem() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        History history = History.of(List.of(new Op(
                0,
                0,
                3,
                OpType.INVOKE,
                "txn",
                null,
                List.of(List.of("append", 1, 2), Arrays.asList("r", 3, null)),
                null)));

        Histories.write(history, Map.of(), out, Format.EDN);

        assertThat(out)
                .hasToString("[{:type :invoke, :f :txn, :value [[:append 1 2] [:r 3 nil]], :process 3, :index 0}]\n");
    }

    private static History written(History history, Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Histories.write(history, Map.of(), out, format);
        return Histories.read(
                        new ByteArrayInputStream(out.toByteArray()),
                        "written",
                        new Histories.Reading(Optional.of(format), Histories.Keys.NONE))
                .history();
    }

    private static Op withoutTimeAndLostFields(Op op) {
        boolean failed = op.type() == OpType.FAIL || op.type() == OpType.INFO;
        return new Op(
                op.index(),
                0,
                op.process(),
                op.type(),
                op.f(),
                null,
                failed && op.error() != null ? null : op.value(),
                failed && op.error() != null ? op.error().strip().replaceAll("\\p{Cntrl}", " ") : null);
    }

    private static History random(Random random, boolean everything) {
        HistoryBuilder builder = History.builder();
        int processes = 1 + random.nextInt(4);
        for (int p = 0; p < processes; p++) {
            String f = everything ? text(random) : "f" + random.nextInt(3);
            Object key = everything && random.nextBoolean() ? value(random, 2) : null;
            long time = everything ? random.nextLong() : 0;
            int process = random.nextInt(4) == 0 ? Integer.MAX_VALUE - p : p;
            builder.add(new Op(0, time, process, OpType.INVOKE, f, key, value(random, 3), null));
            OpType type = OpType.values()[1 + random.nextInt(3)];
            String error = everything && random.nextBoolean() ? text(random) : null;
            builder.add(new Op(0, time, process, type, f, key, value(random, 3), error));
            builder.add(new Op(0, time, Op.NEMESIS, OpType.INFO, "start", null, value(random, 3), null));
        }
        return builder.build();
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(5) - 2;
            case 3 -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
            case 4 -> text(random);
            case 5 -> random.longs(random.nextInt(5)).boxed().toList();
            case 6 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> value(random, depth - 1))
                        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        String alphabet = "aZ09_-:;,.#@'`~^\\\"/ \t\n\r\u0000\u001f{}[]()é€\uD834\uDD1E\u2028\uD800";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return random.nextInt(3) == 0 ? "nil" : text.toString();
    }

    private static List<Op> list(History history) {
        List<Op> ops = new ArrayList<>();
        history.forEach(ops::add);
        return ops;
    }
}
