package io.partita.workloads.zookeeper;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges a counter whose increments answer the count they made. Begins at 0, grows by one. Linear in the history.
 *
 * <p>Because every acknowledged increment says which step of the counter it was, a lost one needs no search to be seen:
 *
 * <ol>
 *   <li>no two increments made the same count: else the later one overwrote the earlier one;
 *   <li>whatever begins after a count was acknowledged or read makes a higher one, or reads at least that: else the
 *       counter went back, and what was acknowledged is lost. Final reads are the case that matters most;
 *   <li>no count is higher than the number of increments that had begun and did not fail: else it grew by itself.
 *       Counts that nobody acknowledged must therefore be those of increments of unknown outcome.
 * </ol>
 */
final class CounterChecker implements JudgesOnline {

    private static final int MOST_ANOMALIES = 10;

    @Override
    public String name() {
        return "counter";
    }

    /** What is wrong in a beginning stays wrong. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(history).run();
    }

    /** An operation under way: where it began and the highest count known by then. */
    private record Open(Op invocation, long floor, Op floorEvent) {}

    private static final class Pass {

        private final History history;
        private final Map<Integer, Open> open = new HashMap<>();
        private final Map<Long, Op> makers = new HashMap<>();
        private final List<Anomaly> anomalies = new ArrayList<>();
        private long floor;
        private Op floorEvent;
        private long begun;
        private long failed;
        private long unknown;
        private long reads;
        private Long lastRead;

        Pass(History history) {
            this.history = history;
        }

        CheckResult run() {
            long[] failures = failuresBefore();
            for (Op op : history) {
                if (op.isNemesis() || !op.f().equals("increment") && !op.f().equals("read")) {
                    continue;
                }
                switch (op.type()) {
                    case INVOKE -> begin(op);
                    case OK -> succeed(open.remove(op.process()), op, failures);
                    case FAIL -> fail(open.remove(op.process()));
                    case INFO -> {
                        Open ended = open.remove(op.process());
                        unknown += ended != null && isIncrement(ended.invocation()) ? 1 : 0;
                    }
                }
            }
            unknown += open.values().stream()
                    .filter(left -> isIncrement(left.invocation()))
                    .count();
            return result();
        }

        /** For every increment that fails: it counts as begun until it is known to have failed, unless looked up here. */
        private long[] failuresBefore() {
            // failures[i]: how many increments invoked at or before event i will be known to have failed in the end.
            long[] failures = new long[history.size() + 1];
            Map<Integer, Op> invoked = new HashMap<>();
            for (Op op : history) {
                if (op.isNemesis() || !op.f().equals("increment")) {
                    continue;
                }
                if (op.type() == OpType.INVOKE) {
                    invoked.put(op.process(), op);
                } else {
                    Op invocation = invoked.remove(op.process());
                    if (invocation != null && op.type() == OpType.FAIL) {
                        failures[(int) invocation.index()]++;
                    }
                }
            }
            for (int i = 1; i < failures.length; i++) {
                failures[i] += failures[i - 1];
            }
            return failures;
        }

        private void begin(Op invocation) {
            begun += isIncrement(invocation) ? 1 : 0;
            open.put(invocation.process(), new Open(invocation, floor, floorEvent));
        }

        private void fail(Open ended) {
            failed += ended != null && isIncrement(ended.invocation()) ? 1 : 0;
        }

        private void succeed(Open ended, Op ok, long[] failures) {
            if (!(ok.value() instanceof Long count)) {
                anomaly(ok, List.of(), ok.f() + " answered " + ok.value() + " instead of a count");
                return;
            }
            boolean increment = isIncrement(ok);
            if (increment) {
                Op other = makers.putIfAbsent(count, ok);
                if (other != null) {
                    anomaly(
                            ok,
                            List.of(other.index()),
                            "an acknowledged increment is lost: processes " + other.process() + " and " + ok.process()
                                    + " both made the counter " + count);
                }
            } else {
                reads++;
                lastRead = count;
            }
            if (increment ? count <= ended.floor() : count < ended.floor()) {
                anomaly(
                        ok,
                        Stream.of(ended.floorEvent(), ended.invocation())
                                .filter(Objects::nonNull) // nothing had been acknowledged: it began at 0
                                .map(Op::index)
                                .toList(),
                        "the counter went back: process " + ok.process()
                                + (increment ? " made it " : " read ") + count + " although it was "
                                + ended.floor() + " before that " + ok.f() + " began");
            }
            long possible = begun - failures[(int) ok.index()];
            if (count > possible) {
                anomaly(
                        ok,
                        List.of(),
                        "the counter grew by itself: it is " + count + " after at most " + possible + " increments");
            }
            if (count > floor) {
                floor = count;
                floorEvent = ok;
            }
        }

        private void anomaly(Op at, List<Long> related, String headline) {
            if (anomalies.size() < MOST_ANOMALIES) {
                anomalies.add(new Anomaly(headline, null, at.index(), related, Map.of()));
            }
        }

        private CheckResult result() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("acknowledged", (long) makers.size());
            details.put("failed", failed);
            details.put("unknown", unknown);
            details.put("reads", reads);
            details.put("finalCount", lastRead);
            if (!anomalies.isEmpty()) {
                return new CheckResult(
                        "counter", Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
            }
            if (lastRead == null) {
                return new CheckResult(
                        "counter",
                        Verdict.UNKNOWN,
                        "nobody read the counter, so nobody knows what became of " + makers.size()
                                + " acknowledged increments",
                        anomalies,
                        details);
            }
            return new CheckResult(
                    "counter",
                    Verdict.VALID,
                    "none of " + makers.size() + " acknowledged increments is lost; the counter ended at " + lastRead
                            + ", " + unknown + " increments are of unknown outcome",
                    anomalies,
                    details);
        }

        private static boolean isIncrement(Op op) {
            return op.f().equals("increment");
        }
    }
}
