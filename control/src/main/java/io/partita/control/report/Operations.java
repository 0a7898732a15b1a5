package io.partita.control.report;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The clients' operations of a history, each an invocation with its completion, in the order of their invocations.
 *
 * <p>An operation that never completed ends with the history and counts as {@code info}. Events that belong to no
 * operation, such as the nemesis's, are left out.
 */
final class Operations {

    /** Longer texts help nobody in a line; {@code history.jsonl} has them in full. */
    private static final int LONGEST_TEXT = 300;

    private final History history;
    private final int[] invocations;
    private final int[] completions;
    private final int[] operationOfEvent;
    private final long endNanos;

    private Operations(History history, int[] invocations, int[] completions, int[] operationOfEvent, long endNanos) {
        this.history = history;
        this.invocations = invocations;
        this.completions = completions;
        this.operationOfEvent = operationOfEvent;
        this.endNanos = endNanos;
    }

    static Operations of(History history) {
        int[] invocations = new int[history.size()];
        int[] completions = new int[history.size()];
        int[] operationOfEvent = new int[history.size()];
        Arrays.fill(completions, -1);
        Arrays.fill(operationOfEvent, -1);
        Map<Integer, Integer> open = new HashMap<>();
        int count = 0;
        long end = 0;
        for (int event = 0; event < history.size(); event++) {
            Op op = history.op(event);
            end = Math.max(end, op.time());
            if (op.isNemesis()) {
                continue;
            }
            if (op.type() == OpType.INVOKE) {
                open.put(op.process(), count);
                operationOfEvent[event] = count;
                invocations[count++] = event;
            } else {
                Integer operation = open.remove(op.process());
                if (operation != null) {
                    operationOfEvent[event] = operation;
                    completions[operation] = event;
                }
            }
        }
        return new Operations(
                history, Arrays.copyOf(invocations, count), Arrays.copyOf(completions, count), operationOfEvent, end);
    }

    int size() {
        return invocations.length;
    }

    Op invocation(int operation) {
        return history.op(invocations[operation]);
    }

    /** The event that ended the operation, or {@code null} if it never ended. */
    Op completion(int operation) {
        return completions[operation] < 0 ? null : history.op(completions[operation]);
    }

    /** How it ended; never {@link OpType#INVOKE}. */
    OpType outcome(int operation) {
        Op completion = completion(operation);
        return completion == null ? OpType.INFO : completion.type();
    }

    long startNanos(int operation) {
        return invocation(operation).time();
    }

    long endNanos(int operation) {
        Op completion = completion(operation);
        return completion == null ? endNanos : completion.time();
    }

    /**
     * How long it took for whoever wanted it: from the time for which it was meant, which may be before its invocation, to its
     * end. Latencies are these; a bar of a picture is the operation itself.
     */
    long latencyNanos(int operation) {
        return endNanos(operation) - history.scheduled(invocations[operation]);
    }

    /** How long it took from its invocation to its end. */
    long serviceNanos(int operation) {
        return endNanos(operation) - startNanos(operation);
    }

    /** Whether the history says for when operations were meant. */
    boolean haveSchedule() {
        return history.hasSchedule();
    }

    /** The last instant of the history. */
    long endNanos() {
        return endNanos;
    }

    /** The operation to which the event at this index of the history belongs, or -1. */
    int ofEvent(long index) {
        return index < 0 || index >= operationOfEvent.length ? -1 : operationOfEvent[(int) index];
    }

    /**
     * What the operation did, compactly: {@code write k3 5}, {@code read k3 → 4}.
     *
     * @param withKey whether to name the key
     */
    String text(int operation, boolean withKey) {
        Op invoke = invocation(operation);
        Op completion = completion(operation);
        StringBuilder text = new StringBuilder(invoke.f());
        if (withKey && invoke.key() != null) {
            text.append(' ').append(Words.key(invoke.key()));
        }
        if (invoke.value() != null) {
            text.append(' ').append(Words.value(invoke.value()));
        }
        boolean learnt = completion != null
                && completion.type() == OpType.OK
                && !Objects.equals(invoke.value(), completion.value());
        if (learnt || completion != null && invoke.value() == null && completion.value() != null) {
            text.append(" → ").append(learnt(completion));
        }
        return text.length() <= LONGEST_TEXT ? text.toString() : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** What a completed operation answered, in words. */
    static String learnt(Op completion) {
        return ObservationWords.of(completion).orElseGet(() -> Words.value(completion.value()));
    }
}
