package io.partita.control.store;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.nemesis.FaultRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Run summaries for tests. */
public final class Summaries {

    private Summaries() {}

    /** A summary with something in every field, every kind of JSON value included. */
    public static RunSummary full(Verdict verdict) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("states", Arrays.asList(1L, null, "x", 2.5, true, Map.of("a", List.of())));
        Anomaly anomaly = new Anomaly("a stale read <&\"'>", 3L, 17, List.of(4L, 9L, 17L), details);
        CheckResult linearizable = new CheckResult(
                "linearizable",
                verdict,
                "said so",
                verdict == Verdict.INVALID ? List.of(anomaly) : List.of(),
                Map.of("keys", 8L));
        FaultRecord fault = new FaultRecord(
                "f1",
                "partition-halves",
                List.of("n1", "n2"),
                "n1,n2 | n3",
                100,
                138,
                900,
                true,
                true,
                Map.of("reachable", Map.of("n1", Map.of("n3", false))),
                Map.of(),
                null);
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                verdict,
                "because",
                "2026-11-21T04:31:07.204Z",
                -42,
                "zk-register",
                "partition-halves",
                "zookeeper 3.9.5",
                List.of("n1", "n2", "n3"),
                6,
                30_000,
                Map.of("ok", 3L, "fail", 2L, "info", 1L),
                List.of(fault),
                Map.of("linearizable", linearizable),
                Map.of("f1", -1L),
                Map.of("a fault was proven", verdict != Verdict.UNKNOWN),
                "index.html",
                "bin/control test --seed -42");
    }
}
