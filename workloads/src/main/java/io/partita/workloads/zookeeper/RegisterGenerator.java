package io.partita.workloads.zookeeper;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Reads, writes and compare-and-sets on one register at a time: half, a quarter and a quarter. After {@code opsPerKey}
 * operations, or {@code crashesPerKey} of unknown outcome, the next register begins: short registers with few unknown
 * outcomes are quick to judge.
 *
 * <p>Every value is written once, so that a read tells whose write it saw. A compare-and-set expects the last value that
 * any client is known to have seen or written.
 *
 * @param seed fixes the mix
 * @param rules the bounds
 * @param number operations so far
 * @param register which register, from 0
 * @param ops operations on it so far
 * @param crashes of them, those of unknown outcome
 * @param last the last known value of it, or {@code null}
 */
record RegisterGenerator(long seed, Rules rules, long number, long register, int ops, int crashes, Object last)
        implements Generator {

    /** The golden ratio's 64-bit increment: keeps the random sources of neighbouring operations apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /**
     * What stays the same for the whole run.
     *
     * @param group number of this group of threads
     * @param opsPerKey operations on a register before the next begins
     * @param crashesPerKey operations of unknown outcome before the next begins
     */
    record Rules(int group, int opsPerKey, int crashesPerKey) {}

    static RegisterGenerator start(long seed, Rules rules) {
        return new RegisterGenerator(seed, rules, 0, 0, 0, 0, null);
    }

    @Override
    public Offer offer(Context context) {
        int thread = context.freeThread(0, context.threads());
        if (thread < 0) {
            return Pending.INSTANCE;
        }
        RegisterGenerator here = ops >= rules.opsPerKey || crashes >= rules.crashesPerKey
                ? new RegisterGenerator(seed, rules, number, register + 1, 0, 0, null)
                : this;
        return here.next(context.time(), context.process(thread));
    }

    private Offer next(long time, int process) {
        long fresh = number + 1;
        Invocation invocation = switch (new SplittableRandom(seed + number * STRIDE).nextInt(4)) {
            case 0, 1 -> new Invocation(process, "read", key(), null);
            case 2 -> new Invocation(process, "write", key(), fresh);
            default ->
                last == null
                        ? new Invocation(process, "write", key(), fresh)
                        : new Invocation(process, "cas", key(), List.of(last, fresh));
        };
        return new Ready(
                time, invocation, new RegisterGenerator(seed, rules, number + 1, register, ops + 1, crashes, last));
    }

    private String key() {
        return "g" + rules.group + "-" + register;
    }

    @Override
    public Generator update(Context context, Op event) {
        if (!Objects.equals(event.key(), key())) {
            return this;
        }
        if (event.type() == OpType.INFO) {
            return new RegisterGenerator(seed, rules, number, register, ops, crashes + 1, last);
        }
        Object seen = event.type() == OpType.OK ? seen(event) : null;
        return seen == null ? this : new RegisterGenerator(seed, rules, number, register, ops, crashes, seen);
    }

    private static Object seen(Op ok) {
        return ok.f().equals("cas") ? ((List<?>) ok.value()).get(1) : ok.value();
    }
}
