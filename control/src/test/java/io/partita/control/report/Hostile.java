package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.List;
import java.util.Map;

/** Runs that a page must survive: every text an attack, or nothing there at all. */
final class Hostile {

    static final String TEXT = "</script><img src=x onerror=window.hacked=1>\"' {{script}} <!--<script>";

    private Hostile() {}

    /** A run in which every text is {@link #TEXT}. */
    static SampleRun.Sample run() {
        Anomaly anomaly =
                new Anomaly(TEXT, TEXT, 1, List.of(0L, 1L, 99L), Map.of(TEXT, List.of(TEXT, Map.of(TEXT, TEXT))));
        CheckResult result = new CheckResult(TEXT, Verdict.INVALID, TEXT, List.of(anomaly), Map.of(TEXT, TEXT));
        FaultRecord fault = new FaultRecord(
                TEXT, TEXT, List.of(TEXT), TEXT, 0, 1, -1, true, false, Map.of(TEXT, TEXT), Map.of(), TEXT);
        RunSummary summary = new RunSummary(
                RunSummary.SCHEMA_VERSION,
                Verdict.INVALID,
                TEXT,
                TEXT,
                1,
                TEXT,
                TEXT,
                TEXT,
                List.of(TEXT),
                1,
                5,
                Map.of("ok", 1L),
                List.of(fault),
                Map.of(TEXT, result),
                Map.of(TEXT, -1L),
                Map.of(TEXT, false),
                TEXT,
                TEXT);
        History history = History.of(List.of(
                new Op(0, 1_000_000, 0, OpType.INVOKE, TEXT, TEXT, TEXT, null),
                new Op(0, 2_000_000, 0, OpType.OK, TEXT, TEXT, List.of(TEXT), TEXT)));
        return new SampleRun.Sample(summary, history);
    }

    /** A run in which nothing happened. */
    static RunSummary bare(Verdict verdict) {
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                verdict,
                "no operation was performed",
                "2026-11-21T04:31:07.204Z",
                1,
                "zk-register",
                "none",
                "zookeeper 3.9.5",
                List.of(),
                0,
                0,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
    }
}
