package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTests {

    @TempDir
    Path directory;

    @Test
    void jepsensHistoryIsReadWithItsNemesis() throws IOException {
        Path file = file("""
                ; a comment
                [{:type :invoke, :f :cas, :value [1 nil], :process 0, :time 5, :index 0}
                 {:type :info :f :start :value {:n1 #{:n2}} :process :nemesis}
                 #jepsen.history.Op{:type :ok, :f :cas, :value [1 nil], :process 0, :error [:conn "lost"]}]
                """);

        RecordedHistory recorded = Histories.read(file, Optional.empty());

        assertThat(recorded.format()).isEqualTo(Format.EDN);
        assertThat(recorded.history())
                .containsExactly(
                        new Op(0, 5, 0, OpType.INVOKE, "cas", null, Arrays.asList(1L, null), null),
                        new Op(1, 0, Op.NEMESIS, OpType.INFO, "start", null, Map.of("n1", List.of("n2")), null),
                        new Op(2, 0, 0, OpType.OK, "cas", null, Arrays.asList(1L, null), "[conn, lost]"));
    }

    @Test
    void ednMapsMayStandOneALine() throws IOException {
        Path file = file("{:process 1, :type :invoke, :f :get, :key \"0\", :value nil}\n"
                + "{:process 1, :type :ok, :f :get, :key \"0\", :value \"x\\ty\"}\n");

        RecordedHistory recorded = Histories.read(file, Optional.empty());

        assertThat(recorded.format()).isEqualTo(Format.EDN_LINES);
        assertThat(recorded.history().value(1)).isEqualTo("x\ty");
        assertThat(recorded.history().key(1)).isEqualTo("0");
    }

    @Test
    void linesOfJepsensLogAreFoundAmongOthers() throws IOException {
        Path file = file("starting up\nINFO  jepsen.util - 4\t:invoke\t:cas\t[0 4]\nINFO other - hello\n"
                + "INFO  jepsen.util - 4\t:info\t:cas\t:timed-out\n");

        RecordedHistory recorded = Histories.read(file, Optional.empty());

        assertThat(recorded.format()).isEqualTo(Format.JEPSEN_LOG);
        assertThat(recorded.history())
                .containsExactly(
                        new Op(0, 0, 4, OpType.INVOKE, "cas", null, List.of(0L, 4L), null),
                        new Op(1, 0, 4, OpType.INFO, "cas", null, null, "timed-out"));
    }

    @Test
    void ednThatIsCutOffIsAnError() throws IOException {
        Path file = file("[{:process 1, :type :invoke, :f :read, :value nil}\n");

        assertThatThrownBy(() -> Histories.read(file, Optional.empty()))
                .hasMessage(file + ":2: the file ends inside its list of events: it was cut off");
    }

    @Test
    void ednErrorsNameTheirLine() throws IOException {
        Path file = file("{:process 1, :type :invoke, :f :read}\n{:process 1 :type :ok :f}\n");

        assertThatThrownBy(() -> Histories.read(file, Optional.empty()))
                .hasMessage(file + ":2: a map with a key that has no value (column 25)");
    }

    @Test
    void shuffledEventsWithIndicesAreAnError() throws IOException {
        Path file =
                file("{:process 1, :type :invoke, :f :read, :index 4}\n{:process 2 :type :invoke :f :read :index 3}\n");

        assertThatThrownBy(() -> Histories.read(file, Optional.empty()))
                .hasMessageContaining(":2: index 3 follows index 4");
    }

    @Test
    void aFileThatLooksLikeNothingKnownIsAnErrorThatListsTheFormats() throws IOException {
        Path file = file("time,process,f\n1,2,read\n");

        assertThatThrownBy(() -> Histories.read(file, Optional.empty()))
                .hasMessageContaining("can't tell the format")
                .hasMessageContaining("op-history/1, edn, edn-lines, jepsen-log");
    }

    @Test
    void anEmptyFileIsAnError() throws IOException {
        Path file = file("\n  \n");

        assertThatThrownBy(() -> Histories.read(file, Optional.empty())).hasMessageContaining("empty");
    }

    @Test
    void theParserKnowsEveryKindOfEdn() {
        EdnParser parser =
                new EdnParser(new EdnText("#_ignored [1 -2 +3 4N 5.5M 1e3 true nil :a/b sym \\a \\newline \\u0041] "
                        + "\"q\\\"\\u00e9\" #inst \"2020\" {} () ; end"));

        assertThat(parser.next())
                .isEqualTo(Arrays.asList(1L, -2L, 3L, 4L, 5.5, 1000.0, true, null, "a/b", "sym", "a", "\n", "A"));
        assertThat(parser.next()).isEqualTo("q\"é");
        assertThat(parser.next()).isEqualTo("2020");
        assertThat(parser.next()).isEqualTo(Map.of());
        assertThat(parser.next()).isEqualTo(List.of());
        assertThat(parser.next()).isSameAs(EdnParser.END);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("history"), text);
    }
}
