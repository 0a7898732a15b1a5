package io.partita.control.report;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A plausible run for tests of the reports: five nodes, ten clients, three partitions with bursts of errors, and, if
 * wanted, one stale read. The same seed gives the same run.
 */
final class SampleRun {

    static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final int CLIENTS = 10;
    private static final int KEYS = 8;
    private static final long MS = 1_000_000;

    private final SplittableRandom random;
    private final List<Op> events = new ArrayList<>();
    private final long[] values = new long[KEYS];
    private final long durationMs;
    private final int operations;
    private final double pace;
    private final long[][] partitions;
    private long written;

    private SampleRun(long seed, int operations, long durationMs) {
        this(seed, operations, durationMs, 1);
    }

    /** @param pace how much sooner than evenly spread clients go on: below 1, time that others lose is made up for */
    private SampleRun(long seed, int operations, long durationMs, double pace) {
        this.pace = pace;
        this.random = new SplittableRandom(seed);
        this.operations = operations;
        this.durationMs = durationMs;
        this.partitions = new long[][] {
            {durationMs / 6, durationMs * 3 / 10},
            {durationMs * 13 / 30, durationMs * 17 / 30},
            {durationMs * 7 / 10, durationMs * 5 / 6}
        };
    }

    /** A run's two halves, as the report takes them. */
    record Sample(RunSummary summary, History history) {}

    /** Thirty seconds that ended well. */
    static Sample valid(long seed) {
        return new SampleRun(seed, 3_000, 30_000).sample(Verdict.VALID);
    }

    /** Thirty seconds with one stale read. */
    static Sample invalid(long seed) {
        return new SampleRun(seed, 3_000, 30_000).sample(Verdict.INVALID);
    }

    /** Thirty seconds whose second partition was never proven active. */
    static Sample unknown(long seed) {
        return new SampleRun(seed, 3_000, 30_000).sample(Verdict.UNKNOWN);
    }

    /** Two writes and a read of the first of them: all there is, so that what is said of it can be told in advance. */
    static Sample staleRead() {
        List<Op> events = new ArrayList<>();
        for (long written = 1; written <= 2; written++) {
            events.add(new Op(0, written * 10 * MS, 0, OpType.INVOKE, "write", 3L, written, null));
            events.add(new Op(0, (written * 10 + 1) * MS, 0, OpType.OK, "write", 3L, written, null));
        }
        events.add(new Op(0, 30 * MS, 1, OpType.INVOKE, "read", 3L, null, null));
        events.add(new Op(0, 31 * MS, 1, OpType.OK, "read", 3L, 1L, null));
        Anomaly anomaly =
                new Anomaly("read 1 too late", 3L, 5, List.of(1L, 3L, 5L), Map.of("lastStates", List.of("2")));
        return new Sample(
                new SampleRun(1, 3, 40).summary(Verdict.INVALID, History.of(events), List.of(anomaly)),
                History.of(events));
    }

    /** An invalid run of exactly this many operations in a minute. */
    static Sample large(int operations) {
        return new SampleRun(7, operations, 60_000, 0.75).sample(Verdict.INVALID);
    }

    private Sample sample(Verdict verdict) {
        generate();
        events.sort(Comparator.comparingLong(Op::time));
        List<Anomaly> anomalies = verdict == Verdict.INVALID ? List.of(makeStaleRead()) : List.of();
        History history = History.of(events);
        return new Sample(summary(verdict, history, anomalies), history);
    }

    private void generate() {
        int[] process = new int[CLIENTS];
        long[] free = new long[CLIENTS];
        for (int client = 0; client < CLIENTS; client++) {
            process[client] = client;
            free[client] = random.nextLong(20 * MS);
        }
        long gap = (long) (durationMs * MS * CLIENTS / operations * pace);
        int made = 0;
        for (int i = 0; i < operations / pace && made < operations; i++) {
            int client = i % CLIENTS;
            long start = free[client];
            if (start >= durationMs * MS) {
                continue;
            }
            made++;
            boolean cut = isCut(client % NODES.size(), start / MS);
            long took = operation(process[client], start, cut, Math.min(gap, 1500 * MS));
            if (took < 0) {
                process[client] += CLIENTS;
                took = -took;
            }
            free[client] = start + Math.max(took + 20_000, (long) (gap * (0.6 + 0.8 * random.nextDouble())));
        }
    }

    /** Appends one operation; returns what it took, negative if it ended as info. */
    private long operation(int process, long start, boolean cut, long gap) {
        int key = random.nextInt(KEYS);
        String f = random.nextInt(10) < 5 ? "read" : random.nextInt(10) < 7 ? "write" : "cas";
        Object argument = switch (f) {
            case "write" -> ++written;
            case "cas" -> List.of(values[key], ++written);
            default -> null;
        };
        long took = (long) (1.2 * MS * Math.exp(random.nextGaussian() * 0.55));
        if (random.nextInt(300) == 0) {
            took *= 12;
        }
        took = Math.min(took, gap);
        add(start, process, OpType.INVOKE, f, key, argument, null);
        if (cut && random.nextInt(10) < 8) {
            boolean unknown = !f.equals("read") && random.nextInt(3) > 0;
            took = unknown ? Math.min(900 * MS + random.nextLong(300 * MS), 20 * gap) : took * 6;
            add(
                    start + took,
                    process,
                    unknown ? OpType.INFO : OpType.FAIL,
                    f,
                    key,
                    argument,
                    unknown ? "timeout" : "connection loss");
            return unknown ? -took : took;
        }
        boolean mismatch = f.equals("cas") && random.nextInt(4) == 0;
        if (mismatch) {
            add(start + took, process, OpType.FAIL, f, key, argument, "version mismatch");
            return took;
        }
        if (!f.equals("read")) {
            values[key] = written;
        }
        add(start + took, process, OpType.OK, f, key, f.equals("read") ? (Object) values[key] : argument, null);
        return took;
    }

    private void add(long time, int process, OpType type, String f, Object key, Object value, String error) {
        events.add(new Op(0, time, process, type, f, (long) (int) key, value, error));
    }

    private boolean isCut(int node, long ms) {
        for (int i = 0; i < partitions.length; i++) {
            if (ms > partitions[i][0] + 150 && ms < partitions[i][1] + 400) {
                return node == i || node == (i + 1) % NODES.size();
            }
        }
        return false;
    }

    private RunSummary summary(Verdict verdict, History history, List<Anomaly> anomalies) {
        Map<String, Long> counts = new LinkedHashMap<>(Map.of());
        for (OpType type : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
            counts.put(type.label(), 0L);
        }
        for (Op op : history) {
            if (op.type() != OpType.INVOKE) {
                counts.merge(op.type().label(), 1L, Long::sum);
            }
        }
        List<FaultRecord> faults = new ArrayList<>();
        Map<String, Long> recovery = new LinkedHashMap<>();
        for (int i = 0; i < partitions.length; i++) {
            boolean proven = verdict != Verdict.UNKNOWN || i != 1;
            faults.add(fault(i, proven));
            recovery.put("f" + (i + 1), 280L + 140 * i);
        }
        Map<String, Boolean> evidence = new LinkedHashMap<>();
        evidence.put("at least 1 000 successful operations", true);
        evidence.put("successful reads, writes and compare-and-sets", true);
        evidence.put("every partition proven active and healed", verdict != Verdict.UNKNOWN);
        evidence.put("final reads of every key after healing", true);
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                verdict,
                switch (verdict) {
                    case VALID -> "All 8 registers stayed linearizable through 3 proven partitions.";
                    case UNKNOWN -> "Nothing wrong was seen, but partition f2 was never proven active.";
                    case INVALID -> "One read of key 3 returned a value that had already been overwritten.";
                },
                "2026-11-21T04:31:07.204Z",
                8_124_077_316_590L,
                "zk-register",
                "partition-majority",
                "ZooKeeper 3.9.5",
                NODES,
                CLIENTS,
                durationMs,
                counts,
                faults,
                checkers(verdict, anomalies),
                recovery,
                evidence,
                "results/zk-register/partition-majority/20261121T043107.204Z/index.html",
                "bin/control test --workload zk-register --nemesis partition-majority --time-limit 30s"
                        + " --workload-option reads=local --seed 8124077316590");
    }

    private FaultRecord fault(int i, boolean proven) {
        String a = NODES.get(i);
        String b = NODES.get((i + 1) % NODES.size());
        List<String> rest =
                NODES.stream().filter(n -> !n.equals(a) && !n.equals(b)).toList();
        Map<String, Object> cut = new LinkedHashMap<>();
        cut.put("reachable", reachability(a, b, true));
        cut.put("packetsDropped", Map.of(a, 412L + i, b, 398L + i));
        Map<String, Object> healed = new LinkedHashMap<>();
        healed.put("reachable", reachability(a, b, false));
        return new FaultRecord(
                "f" + (i + 1),
                "partition-majority",
                List.of(a, b),
                a + "," + b + " | " + String.join(",", rest),
                partitions[i][0],
                proven ? partitions[i][0] + 38 : -1,
                partitions[i][1] + 21,
                proven,
                true,
                proven ? cut : Map.of(),
                healed,
                proven ? null : "n3 still reached n4 after 2 s");
    }

    private static Map<String, Object> reachability(String a, String b, boolean cut) {
        Map<String, Object> matrix = new LinkedHashMap<>();
        for (String from : NODES) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (String to : NODES) {
                boolean sameSide = List.of(a, b).contains(from) == List.of(a, b).contains(to);
                if (!from.equals(to)) {
                    row.put(to, !cut || sameSide);
                }
            }
            matrix.put(from, row);
        }
        return matrix;
    }

    private Map<String, CheckResult> checkers(Verdict verdict, List<Anomaly> anomalies) {
        Map<String, CheckResult> checkers = new LinkedHashMap<>();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("model", "cas-register");
        details.put("keys", (long) KEYS);
        details.put("configurationsExplored", 41_882L);
        details.put("elapsedMs", 212L);
        checkers.put(
                "linearizable",
                new CheckResult(
                        "linearizable",
                        anomalies.isEmpty() ? Verdict.VALID : Verdict.INVALID,
                        anomalies.isEmpty()
                                ? "every key has a linearization"
                                : "key 3 has no linearization; the 7 other keys have one",
                        anomalies,
                        details));
        checkers.put(
                "recovery",
                new CheckResult(
                        "recovery",
                        Verdict.VALID,
                        "every node answered again within 0.6 s of each healing; the bound is 30 s",
                        List.of(),
                        Map.of("boundMs", 30_000L)));
        return checkers;
    }

    /**
     * Makes the first read of key 3 that is well inside the second partition return the value before the last one: the
     * read is stale from then on, in the history itself.
     */
    private Anomaly makeStaleRead() {
        List<Integer> writes = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Op op = events.get(i);
            if (op.type() != OpType.OK || !Long.valueOf(3).equals(op.key())) {
                continue;
            }
            boolean isolated = List.of(1, 2).contains(op.process() % CLIENTS % NODES.size());
            if (!op.f().equals("read")) {
                writes.add(i);
            } else if (isolated && op.time() > (partitions[1][0] + 800) * MS) {
                return staleRead(i, writes);
            }
        }
        throw new IllegalStateException("no read of key 3 in the second partition");
    }

    private Anomaly staleRead(int read, List<Integer> writes) {
        int older = writes.get(writes.size() - 2);
        int newer = writes.get(writes.size() - 1);
        Op op = events.get(read);
        Object stale = writtenValue(events.get(older));
        Object current = writtenValue(events.get(newer));
        events.set(read, new Op(0, op.time(), op.process(), op.type(), op.f(), op.key(), stale, op.error()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("invocation", (long) read - 1);
        details.put("lastStates", List.of(String.valueOf(current)));
        details.put(
                "window",
                LongStream.range(Math.max(0, read - 12), read + 1).boxed().toList());
        details.put("core", List.of((long) newer, (long) read));
        details.put("coreFrom", (long) newer - 1);
        details.put("coreTo", (long) read);
        details.put("coreMinimal", true);
        return new Anomaly(
                "Process " + op.process() + " read " + stale + " from key 3, "
                        + (op.time() - events.get(newer).time()) / MS + " ms after " + current + " had replaced it",
                3L,
                read,
                List.of((long) older, (long) newer, (long) read),
                details);
    }

    private static Object writtenValue(Op op) {
        return op.value() instanceof List<?> cas ? cas.get(1) : op.value();
    }
}
