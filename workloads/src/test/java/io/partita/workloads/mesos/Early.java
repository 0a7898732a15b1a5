package io.partita.workloads.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.online.Beginnings;
import io.partita.checker.online.JudgesOnline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compares what checkers say while a run goes on with what they say in the end. */
public final class Early {

    /** How many rounds fuzz tests have: {@code -Dfuzz.rounds}. */
    public static final int ROUNDS = Integer.getInteger("fuzz.rounds", 15);

    /** So many beginnings of each history, evenly apart, are looked at. */
    private static final int BEGINNINGS = 12;

    private Early() {}

    /**
     * Whether {@code checker} accuses some beginning of {@code history} while it goes on. Fails if it then does not accuse the
     * whole; {@code what} says which history that is.
     */
    public static boolean accuses(Checker checker, History history, String what) throws InterruptedException {
        Beginnings judge = (Beginnings) ((JudgesOnline) checker).online().orElseThrow();
        Checker certain = judge.checkers().get(0);
        assertThat(certain.name()).isEqualTo(checker.name());
        List<Op> ops = ops(history);
        for (int part = 1; part <= BEGINNINGS; part++) {
            int end = ops.size() * part / BEGINNINGS;
            var now = certain.check(History.of(ops.subList(0, end)), Budget.DEFAULT);
            if (now.verdict() == Verdict.INVALID) {
                var whole = checker.check(history, Budget.DEFAULT);
                assertThat(whole.verdict())
                        .as(
                                "%s of %s, after %d events: %s; in the end: %s",
                                checker.name(), what, end, now.reason(), whole.reason())
                        .isEqualTo(Verdict.INVALID);
                return true;
            }
        }
        return false;
    }

    /**
     * The same observations, by several processes and longer under way: each begins no later and ends no sooner, and while it
     * is, other things begin and end.
     */
    public static History interleaved(History history, Random random) {
        List<Op> ops = severalProcesses(ops(history), random);
        long[] times = ops.stream().mapToLong(Op::time).sorted().toArray();
        for (int swaps = 4 * ops.size(); swaps > 0; swaps--) {
            int at = random.nextInt(Math.max(1, ops.size() - 1));
            if (at + 1 < ops.size() && mayPass(ops.get(at), ops.get(at + 1))) {
                ops.set(at, ops.set(at + 1, ops.get(at)));
            }
        }
        List<Op> timed = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            timed.add(copy(ops.get(i), times[i], ops.get(i).process()));
        }
        return History.of(timed);
    }

    private static boolean mayPass(Op one, Op next) {
        boolean ends = !one.isNemesis() && one.type() != OpType.INVOKE;
        boolean begins = !next.isNemesis() && next.type() == OpType.INVOKE;
        return one.process() != next.process()
                && (ends && begins || ends && next.isNemesis() || one.isNemesis() && begins);
    }

    private static List<Op> severalProcesses(List<Op> ops, Random random) {
        List<Op> spread = new ArrayList<>();
        List<Integer> free = new ArrayList<>(List.of(0, 1, 2, 3));
        Map<Integer, Integer> open = new HashMap<>();
        int next = free.size();
        for (Op op : ops) {
            if (op.isNemesis()) {
                spread.add(op);
            } else if (op.type() == OpType.INVOKE) {
                int process = free.isEmpty() ? next++ : free.remove(random.nextInt(free.size()));
                open.put(op.process(), process);
                spread.add(copy(op, op.time(), process));
            } else {
                int process = open.remove(op.process());
                spread.add(copy(op, op.time(), process));
                // After an operation of unknown outcome a process is never heard of again.
                free.add(op.type() == OpType.INFO ? next++ : process);
            }
        }
        return spread;
    }

    private static Op copy(Op op, long time, int process) {
        return new Op(0, time, process, op.type(), op.f(), op.key(), op.value(), op.error());
    }

    private static List<Op> ops(History history) {
        List<Op> ops = new ArrayList<>();
        history.forEach(ops::add);
        return ops;
    }
}
