package io.partita.checker.internal.transactions;

import static io.partita.checker.internal.transactions.TransactionScript.read;
import static io.partita.checker.internal.transactions.TransactionScript.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Checkers.RegisterAssumption;
import io.partita.checker.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Read-write registers: one history for every anomaly, and what assumptions add. */
class RegisterTests {

    private static TransactionScript script() {
        return new TransactionScript();
    }

    private static List<String> anomalies(Checker checker, TransactionScript script) throws InterruptedException {
        Object found = checker.check(script.history(), Budget.DEFAULT).details().get("anomalies");
        return ((Map<?, ?>) found).keySet().stream().map(Object::toString).toList();
    }

    private static List<String> anomalies(TransactionScript script) throws InterruptedException {
        return anomalies(Checkers.readWriteRegister("strict-serializable"), script);
    }

    @Test
    void aSerialHistoryIsValid() throws InterruptedException {
        CheckResult result = Checkers.readWriteRegister("strict-serializable")
                .check(
                        script().did(0, read("x", null), write("x", 1))
                                .did(1, read("x", 1), write("x", 2))
                                .did(0, read("x", 2), write("x", 3), read("x", 3))
                                .history(),
                        Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aReadOfAFailedWriteIsG1a() throws InterruptedException {
        assertThat(anomalies(script().begin(0, write("x", 1)).fail(0).did(1, read("x", 1))))
                .containsExactly("G1a");
    }

    @Test
    void aWriteInPlaceOfAFailedOneIsADirtyUpdate() throws InterruptedException {
        assertThat(anomalies(script().begin(0, write("x", 1)).fail(0).did(1, read("x", 1), write("x", 2))))
                .containsExactly("dirty-update", "G1a");
    }

    @Test
    void aReadOfWhatItsWriterThenReplacedIsG1b() throws InterruptedException {
        assertThat(anomalies(script().begin(0, write("x", 1), write("x", 2))
                        .did(1, read("x", 1))
                        .ok(0)))
                .containsExactly("G1b", "G-single");
    }

    @Test
    void twoTransactionsThatSeeEachOtherAreG1c() throws InterruptedException {
        assertThat(anomalies(script().begin(0, write("x", 1), read("y", 1))
                        .did(1, write("y", 1), read("x", 1))
                        .ok(0)))
                .containsExactly("G1c");
    }

    @Test
    void seeingOneWriteOfATransactionButNotTheOtherIsGSingle() throws InterruptedException {
        CheckResult result = Checkers.readWriteRegister("snapshot-isolation")
                .check(
                        script().begin(0, read("x", 1), read("y", null))
                                .did(1, write("x", 1), write("y", 2))
                                .ok(0)
                                .history(),
                        Budget.DEFAULT);

        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("G-single (read skew): T1 is process 0 (events 0-3), T2 is process 1 (events 1-2). T1 found"
                        + " nothing in \"y\", which T2 replaced by 2: so T1 came before T2 (rw). T1 read 1 from \"x\", which"
                        + " T2 wrote: so T2 came before T1 (wr). That is a contradiction");
    }

    @Test
    void writeSkewIsG2Item() throws InterruptedException {
        assertThat(anomalies(script().begin(0, read("x", null), write("y", 1))
                        .did(1, read("y", null), write("x", 1))
                        .ok(0)))
                .containsExactly("G2-item");
    }

    @Test
    void twoUpdatesOfOneVersionAreALostUpdate() throws InterruptedException {
        assertThat(anomalies(script().did(2, write("x", 0))
                        .begin(0, read("x", 0), write("x", 1))
                        .did(1, read("x", 0), write("x", 2))
                        .ok(0)))
                .containsExactly("lost-update", "G2-item");
    }

    @Test
    void aTransactionAtOddsWithItselfIsInternal() throws InterruptedException {
        assertThat(anomalies(script().did(0, write("x", 1)).did(0, write("x", 2), read("x", 1))))
                .containsExactly("internal");
    }

    @Test
    void aReadOfOnesOwnLaterWriteIsAFutureRead() throws InterruptedException {
        assertThat(anomalies(script().did(0, read("x", 1), write("x", 1)))).contains("future-read");
    }

    @Test
    void aValueThatNobodyWroteIsAGarbageRead() throws InterruptedException {
        assertThat(anomalies(script().did(0, write("x", 1)).did(1, read("x", 7))))
                .containsExactly("garbage-read");
    }

    @Test
    void transactionsThatReplaceEachOthersWritesHaveCyclicVersions() throws InterruptedException {
        assertThat(anomalies(script().begin(0, read("x", 2), write("x", 1))
                        .did(1, read("x", 1), write("x", 2))
                        .ok(0)))
                .containsExactly("cyclic-versions", "G1c");
    }

    @Test
    void aProcessThatReadsBackInTimeContradictsSequentialKeys() throws InterruptedException {
        TransactionScript script = script().did(0, write("x", 1))
                .did(1, write("x", 2))
                .did(2, read("x", 2))
                .did(2, read("x", 1))
                .did(2, read("x", 2));

        assertThat(anomalies(script)).isEmpty();
        assertThat(anomalies(
                        Checkers.readWriteRegister("serializable", Set.of(RegisterAssumption.SEQUENTIAL_KEYS)), script))
                .containsExactly("cyclic-versions");
    }

    @Test
    void linearizableKeysOrderBlindWrites() throws InterruptedException {
        TransactionScript script = script().did(0, write("x", 1))
                .did(1, write("x", 2))
                .begin(2, read("x", 1), read("y", 1))
                .did(3, write("y", 1), read("x", 2))
                .ok(2);

        assertThat(anomalies(script)).isEmpty();
        assertThat(anomalies(
                        Checkers.readWriteRegister("snapshot-isolation", Set.of(RegisterAssumption.LINEARIZABLE_KEYS)),
                        script))
                .contains("cyclic-versions");
    }

    @Test
    void aNullAfterAVersionContradictsLinearizableKeys() throws InterruptedException {
        TransactionScript script = script().did(0, write("x", 1)).did(1, read("x", null));

        assertThat(anomalies(
                        Checkers.readWriteRegister("serializable", Set.of(RegisterAssumption.LINEARIZABLE_KEYS)),
                        script))
                .contains("cyclic-versions");
    }
}
