package io.partita.control.report;

import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/** Latency percentiles by function and outcome: exact, by nearest rank. */
final class Latencies {

    /** One line of the table; latencies in nanoseconds. */
    record Row(String f, OpType outcome, int count, long p50, long p95, long p99, long p999, long max) {}

    private Latencies() {}

    /** A row for each function and outcome that occurs, functions in alphabetical order. */
    static List<Row> of(Operations operations) {
        return of(operations, operations::latencyNanos);
    }

    /** The same of what operations took from their invocation. */
    static List<Row> ofService(Operations operations) {
        return of(operations, operations::serviceNanos);
    }

    private static List<Row> of(Operations operations, IntToLongFunction nanos) {
        Map<String, Map<OpType, Samples>> samples = new TreeMap<>();
        for (int i = 0; i < operations.size(); i++) {
            samples.computeIfAbsent(operations.invocation(i).f(), f -> new TreeMap<>())
                    .computeIfAbsent(operations.outcome(i), outcome -> new Samples())
                    .add(nanos.applyAsLong(i));
        }
        List<Row> rows = new ArrayList<>();
        samples.forEach((f, byOutcome) -> byOutcome.forEach((outcome, values) -> rows.add(values.row(f, outcome))));
        return rows;
    }

    private static final class Samples {

        private long[] values = new long[64];
        private int count;

        void add(long value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        Row row(String f, OpType outcome) {
            Arrays.sort(values, 0, count);
            return new Row(
                    f,
                    outcome,
                    count,
                    percentile(0.5),
                    percentile(0.95),
                    percentile(0.99),
                    percentile(0.999),
                    values[count - 1]);
        }

        private long percentile(double share) {
            return values[(int) Math.max(0, Math.ceil(share * count) - 1)];
        }
    }
}
