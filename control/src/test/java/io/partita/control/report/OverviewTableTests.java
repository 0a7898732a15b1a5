package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverviewTableTests {

    private static final Pattern ROW = Pattern.compile(
            "<th scope=\"row\" class=\"num\">[^<]*</th><td class=\"num\">([^<]*)</td><td class=\"num\">([^<]*)</td>");

    private final SampleRun.Sample sample = SampleRun.valid(1);
    private final Operations operations = Operations.of(sample.history());
    private final String table = OverviewTable.of(sample.summary(), operations);

    @Test
    void itsRowsCountEveryOperationOnce() {
        assertThat(sum(1)).isEqualTo(count(OpType.OK)).isPositive();
        assertThat(sum(2)).isEqualTo(count(OpType.FAIL)).isPositive();
    }

    @Test
    void aRowCountsWhatEndedBetweenItsMarkAndTheNext() {
        long early = IntStream.range(0, operations.size())
                .filter(i -> operations.outcome(i) == OpType.OK && operations.endNanos(i) < 5_000_000_000L)
                .count();

        assertThat(ROW.matcher(table).results().findFirst())
                .hasValueSatisfying(row -> assertThat(row.group(1)).isEqualTo(Words.count(early)));
    }

    @Test
    void aRowNamesTheFaultsThatWereActiveMeanwhile() {
        assertThat(table).containsPattern(">10 s</th>(<td class=\"num\">[^<]*</td>){3}<td>f2</td>");
        assertThat(table).containsPattern(">0 s</th>(<td class=\"num\">[^<]*</td>){3}<td></td>");
    }

    @Test
    void aRunWithoutOperationsHasOneToo() {
        assertThat(OverviewTable.of(Hostile.bare(Verdict.UNKNOWN), Operations.of(History.of(List.of()))))
                .contains("<td class=\"num\">0</td>");
    }

    private long sum(int column) {
        return ROW.matcher(table)
                .results()
                .mapToLong(row -> Long.parseLong(row.group(column).replace("\u202F", "")))
                .sum();
    }

    private long count(OpType outcome) {
        return IntStream.range(0, operations.size())
                .filter(i -> operations.outcome(i) == outcome)
                .count();
    }
}
