package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.at;
import static io.partita.checker.liveness.Run.ms;
import static io.partita.checker.liveness.Run.run;
import static io.partita.checker.liveness.Run.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/checking.md shows. */
class DocumentedExampleTests {

    /** Fourteen tasks were killed; the first was never replaced. */
    private static final class Replacements {
        static List<Obligation> of(History history) {
            List<Obligation> all = new ArrayList<>();
            for (int task = 123; task < 137; task++) {
                Obligation owed = Obligation.of(
                        "replacement",
                        "task web." + task,
                        "task web." + task + ", killed on n3, was not replaced",
                        at(history, 12_300),
                        ms(8_000));
                all.add(task == 123 ? owed : owed.metAt(at(history, 14_000)));
            }
            return all;
        }
    }

    private static final class Leaders {
        static Spans known(History history) {
            return Spans.of(span(0, 80_000));
        }
    }

    @Test
    void aTaskThatWasNeverReplacedIsAccusedInPlainWords() throws Exception {
        History history = run().ticks(12_300, 14_000)
                .fault("f1", "partition-majorities", 15_000, 19_000)
                .ticks(40_000, 70_300)
                .history();

        Checker checker = Liveness.checker("liveness")
                .obligations(Replacements::of)
                .rule("replacement", ClockRule.duringFaults(Duration.ofSeconds(8)))
                .rule("replacement", ClockRule.outside("no leader was observed", Leaders::known))
                .observationInterval(Duration.ofSeconds(1))
                .require("replacement")
                .build();
        CheckResult result = checker.check(history, Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .isEqualTo(
                        "1 of 14 obligations was missed: task web.123, killed on n3, was not replaced within 9 s of running"
                                + " time from 12.300 s on (58 s passed, 12 s of them suspended: fault partition-majorities)");
    }
}
