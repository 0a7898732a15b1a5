package io.partita.checker.internal.transactions;

import static io.partita.checker.internal.transactions.TransactionScript.append;
import static io.partita.checker.internal.transactions.TransactionScript.list;
import static io.partita.checker.internal.transactions.TransactionScript.read;
import static io.partita.checker.internal.transactions.TransactionScript.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken for a history of transactions, and what is refused. */
class TransactionReaderTests {

    private static CheckResult check(History history) throws InterruptedException {
        return Checkers.listAppend("serializable").check(history, Budget.DEFAULT);
    }

    private static void refused(History history, String message) {
        assertThatThrownBy(() -> check(history))
                .isInstanceOf(HistoryException.class)
                .hasMessage(message);
    }

    @Test
    void keywordsOfJepsenAndLongNamesAreUnderstood() throws InterruptedException {
        Script script = Script.script()
                .did(0, ":txn", List.of(List.of(":append", "x", 1)), List.of(List.of(":append", "x", 1)))
                .did(1, "txn", List.of(Arrays.asList("read", "x", null)), List.of(List.of("r", "x", List.of(1))));

        assertThat(check(script.history()).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void valuesNeedNotBeNumbers() throws InterruptedException {
        History history = new TransactionScript()
                .did(0, append("x", "a"), append("x", List.of(1, 2)), append("y", "a"))
                .did(1, list("x", "a", List.of(1, 2)), list("y", "a"))
                .history();

        assertThat(check(history).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anotherOperationIsRefused() {
        refused(
                Script.script().invoke(3, "enqueue", 1).history(),
                "event 0: process 3 invokes \"enqueue\": expected only transactions, called \"txn\"");
    }

    @Test
    void anUnknownStepIsRefused() {
        refused(
                new TransactionScript().did(1, list("x"), write("x", 1)).history(),
                "event 0: process 1 has the step [\"w\", \"x\", 1]: expected \"append\" or \"r\", not \"w\"");
    }

    @Test
    void aValueWrittenTwiceIsRefused() {
        refused(
                new TransactionScript()
                        .did(0, append("x", 1), append("y", 1))
                        .did(2, append("x", 1))
                        .history(),
                "event 2: process 2 writes 1 to \"x\", which event 0 writes as well: to tell who wrote what a read shows,"
                        + " every write to a key needs a value of its own");
    }

    @Test
    void aValueThatIsNoListOfStepsIsRefused() {
        refused(
                Script.script().invoke(0, "txn", 5).history(),
                "event 0: process 0 has the value 5: expected a list of steps, such as [[\"r\", \"x\", null], [\"append\","
                        + " \"y\", 1]]");
    }

    @Test
    void anAnswerToAnotherQuestionIsRefused() {
        refused(
                Script.script()
                        .did(0, "txn", List.of(List.of("append", "x", 1)), List.of(List.of("append", "x", 2)))
                        .history(),
                "event 1: process 0 answers [\"append\", \"x\", 2] as step 1, but event 0 asked for [\"append\", \"x\","
                        + " 1]");
    }

    @Test
    void aReadOfSomethingElseThanAListIsRefused() {
        refused(
                new TransactionScript().did(0, read("x", 5)).history(),
                "event 1: process 0 reads 5 from \"x\": expected a list of appended values");
    }

    @Test
    void aWriteOfNothingIsRefused() {
        refused(
                new TransactionScript().did(0, append("x", null)).history(),
                "event 0: process 0 writes nothing to \"x\": a read of it would look like one before any write; give it a"
                        + " value");
    }

    @Test
    void anUnknownConsistencyModelIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Checkers.listAppend("snapshot-isolatoin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unknown consistency model \"snapshot-isolatoin\": did you mean snapshot-isolation?"
                                + " Known are read-uncommitted, read-committed,");
    }
}
