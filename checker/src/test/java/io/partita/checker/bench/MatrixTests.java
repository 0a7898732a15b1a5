package io.partita.checker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.Verdict;
import io.partita.checker.simulation.Recipe;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few cells of the matrix, so that a change that makes one of them hopeless is seen at once. */
class MatrixTests {

    /** Hundreds of times what they need. */
    private static final Budget GENEROUS = new Budget(Duration.ofSeconds(30), 1L << 30);

    @ParameterizedTest
    @CsvSource({
        "register, false, 0.05, 100, 10000",
        "register, true, 0.01, 30, 10000",
        "cas-register, false, 0.01, 30, 10000",
        "cas-register, true, 0.05, 5, 1000",
        "cas-small, false, 0.01, 10, 10000",
        "cas-small, true, 0, 10, 1000",
        "kv, true, 0.05, 30, 10000",
        "set, false, 0.01, 30, 10000",
        "gset, false, 0.01, 5, 1000",
        "mutex, false, 0.05, 30, 10000",
        "mutex, true, 0, 10, 1000",
        "queue, false, 0, 5, 1000"
    })
    void cellsGetTheirVerdict(String object, boolean violated, double crashes, int clients, int operations)
            throws Exception {
        Recipe recipe = new Recipe(object, clients, operations, crashes, violated, 1);

        LinearizabilityResult result =
                Linearizability.check(recipe.model(), recipe.make().history(), GENEROUS);

        assertThat(result.verdict()).as(result.reason()).isEqualTo(violated ? Verdict.INVALID : Verdict.VALID);
    }
}
