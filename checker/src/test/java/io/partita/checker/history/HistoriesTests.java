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
    void linesOfJepsensLogThatAreNoEventsAreErrors() throws IOException {
        Map<String, String> errors = Map.of(
                "INFO  jepsen.util - 4\t:invok\t:read\tnil", "unknown event type \"invok\"",
                "INFO  jepsen.util - 4\t:ok\t:read", "no value: was the line cut off?",
                "INFO  jepsen.util - 4x\t:ok\t:read\t1", "the process is 4x",
                "INFO  jepsen.util - 4\t:ok\t:read\t1 2", "something follows the value 1 2",
                "INFO  jepsen.util - 4", "not an event: expected PROCESS :TYPE :F VALUE");
        for (Map.Entry<String, String> error : errors.entrySet()) {
            Path file = file("INFO  jepsen.util - 4\t:invoke\t:read\tnil\n" + error.getKey() + "\n");

            assertThatThrownBy(() -> Histories.read(file, Optional.empty()))
                    .hasMessageStartingWith(file + ":2: " + error.getValue());
        }
    }

    @Test
    void otherMessagesOfJepsensLoggerAreNoEvents() throws IOException {
        Path file = file("INFO  jepsen.util - 4\t:invoke\t:read\tnil\nINFO  jepsen.util - Saving\njepsen.util\n");

        assertThat(Histories.read(file, Optional.empty()).history().size()).isEqualTo(1);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("history"), text);
    }
}
