package io.partita.checker.internal.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a cycle that is shown is one: every edge is derived again from the events, and the name from the edges. */
final class CycleVerifier {

    private final History history;
    private final boolean lists;

    CycleVerifier(History history, boolean lists) {
        this.history = history;
        this.lists = lists;
    }

    void verify(Anomaly anomaly) {
        List<?> edges = (List<?>) anomaly.details().get("edges");
        if (edges == null) {
            return;
        }
        List<?> nodes = (List<?>) anomaly.details().get("transactions");
        List<String> kinds = new ArrayList<>();
        assertThat(edges).as(anomaly.headline()).hasSameSizeAs(nodes);
        for (int i = 0; i < edges.size(); i++) {
            Map<?, ?> edge = (Map<?, ?>) edges.get(i);
            Map<?, ?> from = (Map<?, ?>) nodes.get(i);
            Map<?, ?> to = (Map<?, ?>) nodes.get((i + 1) % nodes.size());
            assertThat(edge.get("from")).isEqualTo(from.get("name"));
            assertThat(edge.get("to")).isEqualTo(to.get("name"));
            assertThat(holds((String) edge.get("kind"), edge.get("key"), from, to))
                    .as(() -> edge + " of " + anomaly.headline())
                    .isTrue();
            kinds.add((String) edge.get("kind"));
        }
        assertThat(anomaly.details().get("class")).isEqualTo(name(kinds));
    }

    private boolean holds(String kind, Object key, Map<?, ?> from, Map<?, ?> to) {
        return switch (kind) {
            case "wr" ->
                written(from, key).stream()
                        .anyMatch(value -> reads(to, key).stream()
                                .anyMatch(read -> lists ? read.contains(value) : read.equals(List.of(value))));
            case "rw" ->
                written(to, key).stream()
                        .anyMatch(value -> reads(from, key).stream()
                                .anyMatch(read ->
                                        !read.contains(value) && (lists ? follows(read, value, key) : happened(to))));
            case "ww" ->
                written(from, key).stream()
                        .anyMatch(early -> written(to, key).stream()
                                .anyMatch(late -> lists ? isBefore(early, late, key) : happened(to)));
            case "process" -> ended(from, to) && from.get("process").equals(to.get("process"));
            case "real time" -> ended(from, to);
            default -> false;
        };
    }

    /** In the longest list that anybody read {@code value} comes after those of {@code read}, or is missing. */
    private boolean follows(List<?> read, Object value, Object key) {
        List<?> longest = longest(key);
        return read.isEmpty() || !longest.contains(value) || longest.indexOf(value) >= read.size();
    }

    private boolean isBefore(Object early, Object late, Object key) {
        List<?> longest = longest(key);
        return longest.contains(early) && (!longest.contains(late) || longest.indexOf(early) < longest.indexOf(late));
    }

    private List<?> longest(Object key) {
        List<?> longest = List.of();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK) {
                for (List<?> read : reads((List<?>) history.value(i), key)) {
                    longest = read.size() > longest.size() ? read : longest;
                }
            }
        }
        return longest;
    }

    /** Acknowledged, or of unknown outcome and seen: a value of it stands in somebody's read. */
    private boolean happened(Map<?, ?> transaction) {
        boolean seen = false;
        for (Object each : (List<?>) transaction.get("steps")) {
            List<?> step = (List<?>) each;
            for (int i = 0; i < history.size() && !step.get(0).equals("r"); i++) {
                seen |= history.type(i) == OpType.OK
                        && reads((List<?>) history.value(i), step.get(1)).stream()
                                .anyMatch(read -> read.contains(step.get(2)));
            }
        }
        return transaction.get("outcome").equals("ok")
                || transaction.get("outcome").equals("info") && seen;
    }

    private static boolean ended(Map<?, ?> from, Map<?, ?> to) {
        return from.get("outcome").equals("ok") && (Long) from.get("completion") < (Long) to.get("invocation");
    }

    private List<Object> written(Map<?, ?> transaction, Object key) {
        List<Object> values = new ArrayList<>();
        for (Object each : (List<?>) transaction.get("steps")) {
            List<?> step = (List<?>) each;
            if (!step.get(0).equals("r") && step.get(1).equals(key)) {
                values.add(step.get(2));
            }
        }
        return happened(transaction) ? values : List.of();
    }

    private List<List<?>> reads(Map<?, ?> transaction, Object key) {
        return transaction.get("outcome").equals("ok") ? reads((List<?>) transaction.get("steps"), key) : List.of();
    }

    private List<List<?>> reads(List<?> steps, Object key) {
        List<List<?>> reads = new ArrayList<>();
        for (Object each : steps) {
            List<?> step = (List<?>) each;
            if (step.get(0).equals("r") && step.get(1).equals(key)) {
                Object value = step.get(2);
                reads.add(value == null ? List.of() : lists ? (List<?>) value : List.of(value));
            }
        }
        return reads;
    }

    private static String name(List<String> kinds) {
        int antidependencies = 0;
        boolean neighbours = false;
        for (int i = 0; i < kinds.size(); i++) {
            boolean here = kinds.get(i).equals("rw");
            antidependencies += here ? 1 : 0;
            neighbours |= here && kinds.get((i + 1) % kinds.size()).equals("rw");
        }
        String shape = antidependencies > 1
                ? neighbours ? "G2-item" : "G-nonadjacent"
                : antidependencies == 1 ? "G-single" : kinds.contains("wr") ? "G1c" : "G0";
        return shape + (kinds.contains("real time") ? "-realtime" : kinds.contains("process") ? "-process" : "");
    }
}
