package io.partita.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Histories.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pairs of key and value, as Jepsen's {@code jepsen.independent} makes them. */
class TuplesTests {

    private static final String INDEPENDENT = """
            [{:process 0 :type :invoke :f :read :value [3 nil]}
             {:process 1 :type :invoke :f :cas :value [4 [1 2]]}
             {:process :nemesis :type :info :f :kill :value nil}
             {:process 0 :type :ok :f :read :value [3 7]}
             {:process 1 :type :info :f :cas :value nil :error :timeout}]
            """;

    @Test
    void pairsAreTakenApartWhenTheyCanBeNothingElse() throws IOException {
        RecordedHistory recorded = read(INDEPENDENT, Keys.TOLD);

        assertThat(recorded.history())
                .containsExactly(
                        new Op(0, 0, 0, OpType.INVOKE, "read", 3L, null, null),
                        new Op(1, 0, 1, OpType.INVOKE, "cas", 4L, List.of(1L, 2L), null),
                        new Op(2, 0, Op.NEMESIS, OpType.INFO, "kill", null, null, null),
                        new Op(3, 0, 0, OpType.OK, "read", 3L, 7L, null),
                        new Op(4, 0, 1, OpType.INFO, "cas", null, null, "timeout"));
        assertThat(recorded.warnings()).singleElement().asString().contains("--keys none");
    }

    @Test
    void pairsStayWhenTheyAreSaidToBeValues() throws IOException {
        RecordedHistory recorded = read(INDEPENDENT, Keys.NONE);

        assertThat(recorded.history().value(0)).isEqualTo(Arrays.asList(3L, null));
        assertThat(recorded.warnings()).isEmpty();
    }

    @Test
    void aTagLeavesNoDoubt() throws IOException {
        assertThat(read("[{:process 0 :type :invoke :f :write :value #jepsen.independent/tuple [3 1]}]", Keys.TOLD)
                        .history())
                .containsExactly(new Op(0, 0, 0, OpType.INVOKE, "write", 3L, 1L, null));
    }

    @Test
    void whatMightBePairsIsWarnedAbout() throws IOException {
        RecordedHistory recorded = read("[{:process 0 :type :invoke :f :write :value [3 1]}]", Keys.TOLD);

        assertThat(recorded.history().key(0)).isNull();
        assertThat(recorded.warnings()).singleElement().asString().contains("--keys tuple");
        assertThat(read(
                                "[{:process 0 :type :invoke :f :read :value [3 nil]}"
                                        + "{:process 1 :type :invoke :f :drain :value nil}]",
                                Keys.TOLD)
                        .warnings())
                .singleElement()
                .asString()
                .contains("--keys tuple");
    }

    @Test
    void plainValuesThatArePairsStayAsTheyAre() throws IOException {
        for (String events : List.of(
                "{:process 0 :type :invoke :f :cas :value [1 nil]} {:process 0 :type :ok :f :cas :value [1 nil]}",
                "{:process 0 :type :invoke :f :contains :value [1 nil]} {:process 0 :type :ok :f :contains :value [1 true]}",
                "{:process 0 :type :invoke :f :txn :value [[:r 1 nil] [:w 2 3]]}",
                "{:process 0 :type :invoke :f :read :value nil} {:process 0 :type :ok :f :read :value [1 2]}",
                "{:process 0 :type :invoke :f :read :key 1 :value [1 nil]}")) {
            RecordedHistory recorded = read("[" + events + "]", Keys.TOLD);

            assertThat(recorded.warnings()).as(events).isEmpty();
            assertThat(recorded.history().key(0)).isIn(null, 1L);
        }
    }

    @Test
    void anEventThatIsNoPairIsAnErrorWithItsLineWhenPairsAreDemanded() {
        assertThatThrownBy(() -> read("""
                        [{:process 0 :type :invoke :f :write :value [3 1]}
                         {:process 1 :type :invoke :f :read :value nil}]
                        """, Keys.TUPLE))
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "file:2: process 1, read: the value null is no pair [key value], which --keys tuple demands of"
                                + " every operation");
    }

    private static RecordedHistory read(String edn, Keys keys) throws IOException {
        return Histories.read(
                new ByteArrayInputStream(edn.getBytes(StandardCharsets.UTF_8)),
                "file",
                new Histories.Reading(Optional.empty(), keys));
    }
}
