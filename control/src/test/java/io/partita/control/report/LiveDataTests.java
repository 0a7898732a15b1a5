package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveDataTests {

    private static final long MS = 1_000_000;

    private final LiveData data = new LiveData(setup("zk-register"), 8_000);
    private final Map<String, Object> message = new LinkedHashMap<>();
    private long index;
    private long waited;

    @Test
    void whatIsHeardIsNotToldAgain() {
        operation(0, 10, 20, OpType.OK);
        LiveData.Heard heard = data.tell(LiveData.Heard.NOTHING, 30 * MS, message);
        assertThat(message).containsEntry("anew", true).containsEntry("functions", List.of("read"));
        assertThat(count("fresh")).isEqualTo(1);

        operation(0, 30, 40, OpType.FAIL);
        data.tell(heard, 50 * MS, message);

        assertThat(message).containsEntry("anew", false).containsEntry("functions", List.of());
        assertThat(count("fresh")).isEqualTo(1);
        assertThat(message).containsEntry("ok", 1L).containsEntry("fail", 1L);
    }

    @Test
    void openOperationsAreToldEachTimeUntilTheyEnd() {
        event(0, 10, OpType.INVOKE);
        LiveData.Heard heard = data.tell(LiveData.Heard.NOTHING, 30 * MS, message);
        assertThat(count("unfinished")).isEqualTo(1);
        heard = data.tell(heard, 40 * MS, message);
        assertThat(count("unfinished")).isEqualTo(1);

        event(0, 50, OpType.INFO);
        data.tell(heard, 60 * MS, message);

        assertThat(count("unfinished")).isZero();
        assertThat(count("fresh")).isEqualTo(1);
    }

    @Test
    void afterThinningAllBeginsAnewAndIsBounded() {
        operation(0, 0, 1, OpType.OK);
        LiveData.Heard heard = data.tell(LiveData.Heard.NOTHING, MS, message);
        for (int i = 1; i < 100_000; i++) {
            operation(0, i, i + 1, OpType.OK);
        }

        data.tell(heard, 100_001 * MS, message);

        assertThat(message)
                .containsEntry("anew", true)
                .containsEntry("thinned", true)
                .containsEntry("ok", 100_000L);
        assertThat(count("fresh")).isBetween(2_000, 8_000);
        assertThat((List<?>) message.get("texts")).hasSizeLessThan(8_100);
    }

    @Test
    void theWorstUnavailabilitySoFarIsThatOfANodeWhoseClientsWait() {
        operation(0, 0, 10, OpType.OK);
        event(0, 20, OpType.INVOKE);
        operation(1, 0, 15, OpType.OK);

        data.tell(LiveData.Heard.NOTHING, 520 * MS, message);

        assertThat(message.get("worst"))
                .isEqualTo(Map.of("node", "n1", "from", 20_000L, "took", 500_000L, "ended", false));
    }

    @Test
    void whoeverWantedAnOperationHasWaitedSinceItWasMeantToBegin() {
        waited = 300;
        event(0, 500, OpType.INVOKE);

        data.tell(LiveData.Heard.NOTHING, 520 * MS, message);

        assertThat(message.get("worst"))
                .isEqualTo(Map.of("node", "n1", "from", 200_000L, "took", 320_000L, "ended", false));
    }

    @Test
    void whereClientsAskAnyServerNobodyMayHaveSuccess() {
        LiveData any = new LiveData(setup("marathon-restart"), 8_000);
        any.add(new Op(0, 0, 0, OpType.INVOKE, "read", null, null, null), 0);
        any.add(new Op(1, 5 * MS, 1, OpType.INVOKE, "read", null, null, null), 5 * MS);
        any.add(new Op(2, 9 * MS, 1, OpType.OK, "read", null, null, null), 9 * MS);

        any.tell(LiveData.Heard.NOTHING, 12 * MS, message);

        assertThat(message.get("worst")).isEqualTo(Map.of("node", "", "from", 0L, "took", 9_000L, "ended", true));
    }

    @Test
    void theNemesisPerformsNoOperations() {
        event(Op.NEMESIS, 10, OpType.INFO);

        data.tell(LiveData.Heard.NOTHING, 20 * MS, message);

        assertThat(message).containsEntry("info", 0L).doesNotContainKey("worst");
    }

    private static LiveSetup setup(String workload) {
        return LiveSetup.of("w/n/1", Map.of("workload", workload, "nodes", List.of("n1", "n2"), "concurrency", 2L));
    }

    private int count(String part) {
        return (int) ((Map<?, ?>) message.get(part)).get("count");
    }

    private void operation(int process, long fromMs, long toMs, OpType outcome) {
        event(process, fromMs, OpType.INVOKE);
        event(process, toMs, outcome);
    }

    private void event(int process, long ms, OpType type) {
        Long value = type == OpType.INVOKE ? null : Long.valueOf(index);
        data.add(new Op(index++, ms * MS, process, type, "read", null, value, null), (ms - waited) * MS);
    }
}
