package io.partita.workloads.client;

import io.partita.checker.history.OpType;
import java.util.Objects;

/**
 * How an operation ended, as far as its client can tell. Immutable.
 *
 * @param type ok, fail or info; never invoke
 * @param value the result of an ok operation, else the argument
 * @param error why it failed or is unknown: a stable short word, optionally followed by a colon and detail
 */
public record Completion(OpType type, Object value, String error) {

    public Completion {
        Objects.requireNonNull(type, "type is null");
        if (type == OpType.INVOKE) {
            throw new IllegalArgumentException("an operation cannot end as an invocation");
        }
    }

    /** It happened, with this result. */
    public static Completion ok(Object value) {
        return new Completion(OpType.OK, value, null);
    }

    /** It did not happen and never will. */
    public static Completion fail(Invocation invocation, String error) {
        return new Completion(OpType.FAIL, invocation.value(), error);
    }

    /** It may have happened, or may yet. */
    public static Completion info(Invocation invocation, String error) {
        return new Completion(OpType.INFO, invocation.value(), error);
    }
}
