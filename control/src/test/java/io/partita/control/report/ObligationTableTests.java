package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObligationTableTests {

    private static final Map<String, Object> COUNTS =
            Map.of("replacement", Map.of("met", 2L, "missed", 1L, "open", 1L));

    @Test
    void whatWasMissedComesFirstAndWhatWasMetSaysWhenAndHowMuchTimeWasLeft() {
        String table = ObligationTable.of(
                List.of(
                        obligation("open", "task c", 9000, null, 500),
                        obligation("met", "task a", 1000, 3500.0, 2500),
                        obligation("missed", "task b", 2000, 14_500.0, 12_500)),
                COUNTS);

        assertThat(table)
                .contains("Each obligation: 1 missed, 2 met, 1 open<")
                .containsSubsequence(
                        "task b", "missed", "#t=2.0", "14.500 s", "12.5 s", "9.00 s", "3.50 s over", "without a fault")
                .containsSubsequence("task b", "task a", "3.500 s", "2.50 s", "9.00 s", "6.50 s", "task c", "never");
    }

    @Test
    void timeThatTheClockStoodStillIsSaidWithItsCause() {
        Map<String, Object> row = obligation("met", "task a", 1000, 3500.0, 2500);
        row.put("suspendedMs", 1500.0);
        row.put("suspendedBy", List.of("no master <led>"));

        assertThat(ObligationTable.of(List.of(row), COUNTS))
                .contains("clock stood still for 1.50 s: no master &lt;led&gt;");
    }

    @Test
    void onlySomeHundredsAreListedAndTheRestIsCounted() {
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(obligation("met", "task " + i, i, i + 1.0, 1));
        }

        String table = ObligationTable.of(many, Map.of("replacement", Map.of("met", 1234L)));

        assertThat(table.split("<tr><th scope=\"row\">", -1)).hasSize(ObligationTable.ROWS_SHOWN + 1);
        assertThat(table).contains("1\u202F234 met", "And 934 more");
    }

    @Test
    void withoutObligationsThereIsNoTable() {
        assertThat(ObligationTable.of(null, COUNTS)).isEmpty();
        assertThat(ObligationTable.of(List.of(), COUNTS)).isEmpty();
    }

    private static Map<String, Object> obligation(
            String state, String subject, double sinceMs, Double metMs, double runningMs) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kind", "replacement");
        row.put("subject", subject);
        row.put("state", state);
        row.put("situation", "quiet");
        row.put("sinceMs", sinceMs);
        if (metMs != null) {
            row.put("metMs", metMs);
        }
        row.put("runningMs", runningMs);
        row.put("suspendedMs", 0.0);
        row.put("boundMs", 9000.0);
        return row;
    }
}
