package io.partita.checker.internal.transactions;

import static io.partita.checker.internal.transactions.TransactionScript.append;
import static io.partita.checker.internal.transactions.TransactionScript.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.transactions.TransactionReader.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Histories whose dependencies would be many if each were an edge, and budgets that end. */
class ScaleTests {

    private static final int MANY = 20_000;

    private static CheckResult check(History history) throws InterruptedException {
        return Checkers.listAppend("strict-serializable").check(history, Budget.DEFAULT);
    }

    /** All read the empty list and append to it, and nobody reads again: each must come before every other. */
    private static History updatesOfOneVersion() {
        TransactionScript script = new TransactionScript();
        for (int i = 0; i < MANY; i++) {
            script.begin(i, list("x"), append("x", i));
        }
        for (int i = 0; i < MANY; i++) {
            script.ok(i);
        }
        return script.history();
    }

    @Test
    void manyUpdatesOfOneVersionMakeFewEdges() {
        Transactions transactions = TransactionReader.read(updatesOfOneVersion(), Vocabulary.LIST_APPEND);

        Graph graph = DependencyGraph.of(transactions, new ListReads(transactions, new Findings()).order());

        assertThat(graph.edges()).isLessThan(10 * MANY);
    }

    @Test
    void manyUpdatesOfOneVersionAreOneComponentOfWriteSkew() throws InterruptedException {
        CheckResult result = check(updatesOfOneVersion());

        assertThat(count(result, "lost-update")).isEqualTo(MANY - 1L);
        assertThat(count(result, "G2-item")).isEqualTo(1L);
    }

    @Test
    void aReadStaleByManyTransactionsIsOneShortCycle() throws InterruptedException {
        TransactionScript script = new TransactionScript();
        for (int i = 0; i < MANY; i++) {
            script.did(0, append("x" + i / 10, i), list("y"));
        }
        for (int i = 0; i < MANY; i += 10) {
            script.did(1, list("x" + i / 10, i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7, i + 8, i + 9));
        }

        CheckResult result = check(script.did(2, list("x0")).history());

        assertThat(count(result, "G-single-realtime")).isEqualTo(1L);
        assertThat((List<?>) result.anomalies().get(0).details().get("edges")).hasSize(2);
    }

    @Test
    void withoutMemoryNothingIsKnown() throws InterruptedException {
        CheckResult result = Checkers.listAppend("strict-serializable")
                .check(updatesOfOneVersion(), new Budget(Duration.ofMinutes(1), 1_000));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason())
                .isEqualTo("the dependencies need more memory than the budget of 1000 bytes: give it more, or check a"
                        + " shorter history");
    }

    @Test
    void withoutTimeNothingIsKnown() throws InterruptedException {
        CheckResult result = Checkers.listAppend("strict-serializable")
                .check(updatesOfOneVersion(), new Budget(Duration.ofNanos(1), 1 << 30));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason())
                .isEqualTo(
                        "the time budget of 0.000 s ended before all dependencies were searched: give it more, or check"
                                + " a shorter history");
    }

    private static Object count(CheckResult result, String kind) {
        Map<?, ?> anomalies = (Map<?, ?>) result.details().get("anomalies");
        return ((Map<?, ?>) anomalies.get(kind)).get("count");
    }
}
