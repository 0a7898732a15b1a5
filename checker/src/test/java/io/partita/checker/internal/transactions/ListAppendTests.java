package io.partita.checker.internal.transactions;

import static io.partita.checker.internal.transactions.TransactionScript.append;
import static io.partita.checker.internal.transactions.TransactionScript.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One history for every anomaly. */
class ListAppendTests {

    private static TransactionScript script() {
        return new TransactionScript();
    }

    private static CheckResult check(TransactionScript script, String model) throws InterruptedException {
        return Checkers.listAppend(model).check(script.history(), Budget.DEFAULT);
    }

    /** The anomalies found, whatever the model forbids. */
    private static Iterable<String> anomalies(TransactionScript script) throws InterruptedException {
        Object found = check(script, "strict-serializable").details().get("anomalies");
        return ((Map<?, ?>) found).keySet().stream().map(Object::toString).toList();
    }

    @Test
    void aSerialHistoryIsValid() throws InterruptedException {
        CheckResult result = check(
                script().did(0, append("x", 1))
                        .did(1, list("x", 1), append("x", 2))
                        .did(0, list("x", 1, 2)),
                "strict-serializable");

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason()).isEqualTo("nothing that strict-serializable forbids in 3 transactions");
    }

    @Test
    void writesThatInterleaveAreG0() throws InterruptedException {
        assertThat(anomalies(script().begin(0, append("x", 1), append("y", 1))
                        .did(1, append("x", 2), append("y", 2))
                        .ok(0)
                        .did(2, list("x", 1, 2), list("y", 2, 1))))
                .containsExactly("G0");
    }

    @Test
    void aReadOfAFailedAppendIsG1a() throws InterruptedException {
        assertThat(anomalies(script().begin(0, append("x", 1)).fail(0).did(1, list("x", 1))))
                .containsExactly("G1a");
    }

    @Test
    void anAppendOnTopOfAFailedOneIsADirtyUpdate() throws InterruptedException {
        assertThat(anomalies(script().begin(0, append("x", 1))
                        .fail(0)
                        .did(1, append("x", 2))
                        .did(2, list("x", 1, 2))))
                .containsExactly("dirty-update", "G1a");
    }

    @Test
    void aReadOfWhatItsWriterThenReplacedIsG1b() throws InterruptedException {
        assertThat(anomalies(script().begin(0, append("x", 1), append("x", 2))
                        .did(1, list("x", 1))
                        .ok(0)))
                .containsExactly("G1b", "G-single");
    }

    @Test
    void twoTransactionsThatSeeEachOtherAreG1c() throws InterruptedException {
        assertThat(anomalies(script().begin(0, append("x", 1), list("y", 1))
                        .did(1, append("y", 1), list("x", 1))
                        .ok(0)))
                .containsExactly("G1c");
    }

    @Test
    void seeingOneWriteOfATransactionButNotTheOtherIsGSingle() throws InterruptedException {
        TransactionScript script = script().begin(0, list("x", 1), list("y"))
                .did(1, append("x", 1), append("y", 2))
                .ok(0)
                .did(1, list("y", 2));

        CheckResult result = check(script, "snapshot-isolation");

        assertThat(anomalies(script)).containsExactly("G-single");
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo(
                        "G-single (read skew): T1 is process 0 (events 0-3), T2 is process 1 (events 1-2). T1 read []"
                                + " from \"y\", without the 2 that T2 appended: so T1 came before T2 (rw). T1 read [1] from \"x\","
                                + " with the 1 that T2 appended: so T2 came before T1 (wr). That is a contradiction");
        assertThat(result.anomalies().get(0).relatedIndices()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(result.anomalies().get(0).opIndex()).isEqualTo(3);
        assertThat(check(script, "read-committed").verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aLongForkIsGNonadjacent() throws InterruptedException {
        TransactionScript script = script().begin(0, append("x", 1))
                .begin(1, append("y", 1))
                .begin(2, list("x", 1), list("y"))
                .begin(3, list("x"), list("y", 1))
                .ok(0)
                .ok(1)
                .ok(2)
                .ok(3);

        assertThat(anomalies(script)).containsExactly("G-nonadjacent");
        assertThat(check(script, "snapshot-isolation").verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void writeSkewIsG2ItemAndAllowedBySnapshotIsolation() throws InterruptedException {
        TransactionScript script = script().begin(0, list("x"), append("y", 1))
                .did(1, list("y"), append("x", 1))
                .ok(0);

        CheckResult result = check(script, "snapshot-isolation");

        assertThat(anomalies(script)).containsExactly("G2-item");
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason())
                .isEqualTo(
                        "nothing that snapshot-isolation forbids in 2 transactions; found, but allowed by it: G2-item"
                                + " (write skew, 1)");
        assertThat(check(script, "serializable").reason())
                .isEqualTo(
                        "not serializable, because not repeatable-read: G2-item (write skew, 1); nothing found speaks"
                                + " against strong-snapshot-isolation");
    }

    @Test
    void twoUpdatesOfOneVersionAreALostUpdate() throws InterruptedException {
        TransactionScript script = script().begin(0, list("x"), append("x", 1))
                .did(1, list("x"), append("x", 2))
                .ok(0);

        assertThat(anomalies(script)).containsExactly("lost-update", "G2-item");
        assertThat(check(script, "snapshot-isolation").anomalies().get(0).headline())
                .isEqualTo("lost-update (two updates of one version): process 0 (events 0-3) and process 1 (events 1-2)"
                        + " both read [] from \"x\"; then the one wrote 1 there and the other 2: neither saw the other's"
                        + " write");
    }

    @Test
    void aTransactionThatMissesItsOwnAppendIsInternal() throws InterruptedException {
        assertThat(anomalies(script().did(0, append("x", 1), list("x")))).contains("internal");
    }

    @Test
    void twoDifferentReadsInOneTransactionAreInternal() throws InterruptedException {
        assertThat(anomalies(script().begin(0, list("x"), list("x", 1))
                        .did(1, append("x", 1))
                        .ok(0)))
                .containsExactly("internal", "G-single");
    }

    @Test
    void aReadOfOnesOwnLaterAppendIsAFutureRead() throws InterruptedException {
        assertThat(anomalies(script().did(0, list("x", 1), append("x", 1)))).containsExactly("future-read");
    }

    @Test
    void anElementTwiceInAListIsADuplicate() throws InterruptedException {
        assertThat(anomalies(script().did(0, append("x", 1)).did(1, list("x", 1, 1))))
                .containsExactly("duplicate-elements");
    }

    @Test
    void readsOfWhichNeitherBeginsTheOtherHaveIncompatibleOrders() throws InterruptedException {
        assertThat(anomalies(script().did(0, append("x", 1), append("x", 2))
                        .did(1, list("x", 1, 2))
                        .did(1, list("x", 2, 1))))
                .contains("incompatible-order");
    }

    @Test
    void aValueThatNobodyAppendedIsAGarbageRead() throws InterruptedException {
        CheckResult result = check(script().did(0, append("x", 1)).did(1, list("x", 1, 7)), "read-uncommitted");

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).endsWith("garbage-read (a value that nobody wrote, 1); no model is left");
    }

    @Test
    void aProcessThatReadsBackInTimeBreaksSessions() throws InterruptedException {
        TransactionScript script = script().begin(2, append("x", 1))
                .did(0, list("x", 1))
                .did(0, list("x"))
                .ok(2);

        assertThat(anomalies(script)).containsExactly("G-single-process");
        assertThat(check(script, "serializable").verdict()).isEqualTo(Verdict.VALID);
        assertThat(check(script, "strong-session-snapshot-isolation").verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aStaleReadBreaksRealTimeOnly() throws InterruptedException {
        TransactionScript script =
                script().did(0, append("x", 1)).did(1, list("x")).did(2, list("x", 1));

        assertThat(anomalies(script)).containsExactly("G-single-realtime");
        assertThat(check(script, "strong-session-serializable").verdict()).isEqualTo(Verdict.VALID);
        assertThat(check(script, "strict-serializable").anomalies().get(0).headline())
                .contains("T1 read [] from \"x\", without the 1 that T2 appended: so T1 came before T2 (rw)")
                .contains("T2 had ended (event 1) when T1 began (event 2): so T2 came before T1 (real time)");
    }

    @Test
    void anUnknownOutcomeThatWasSeenHappened() throws InterruptedException {
        assertThat(anomalies(script().begin(0, append("x", 1), append("y", 1))
                        .info(0)
                        .did(1, list("x", 1), list("y"))))
                .containsExactly("G-single");
    }

    @Test
    void anUnknownOutcomeThatNobodySawMayNotHaveHappened() throws InterruptedException {
        assertThat(check(
                                script().begin(0, append("x", 1))
                                        .info(0)
                                        .did(1, append("y", 1))
                                        .did(1, list("x"), list("y", 1)),
                                "strict-serializable")
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void withoutReadsNothingIsKnown() throws InterruptedException {
        CheckResult result = check(script().did(0, append("x", 1)), "serializable");

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason())
                .isEqualTo("no acknowledged transaction read anything: nothing can be told of the order of 1"
                        + " transactions");
    }

    @Test
    void whereNobodyReadsWhatOthersWriteNothingIsKnown() throws InterruptedException {
        CheckResult result = check(script().did(0, append("x", 1)).did(1, list("y")), "serializable");

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).startsWith("no acknowledged transaction read a key that another wrote");
    }
}
