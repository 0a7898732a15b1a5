package io.partita.workloads.mesos.deploy;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.Moment;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request to change an app, as a history records it. Immutable.
 *
 * @param app the app's id
 * @param kind what it changes
 * @param value the new token, or the new number of instances as a Long
 * @param force whether deployments in its way are ended
 * @param outcome whether it was acknowledged (ok), refused (fail), or nobody knows (info)
 * @param error why it was not acknowledged; empty if it was
 * @param begun its invocation
 * @param ended its completion; {@code null} if it never came
 * @param version the version that the app got, if it was acknowledged; else empty
 * @param deployment the id of the deployment that carries it out, if it was acknowledged; else empty
 */
record Change(
        String app,
        Kind kind,
        Object value,
        boolean force,
        OpType outcome,
        String error,
        Moment begun,
        Moment ended,
        String version,
        String deployment) {

    /** What a request changes; the other is left as it is. */
    enum Kind {
        /** The token in the environment: every instance is replaced. */
        UPGRADE("upgrade", "token"),
        /** The number of instances. */
        SCALE("scale", "instances");

        private final String function;
        private final String field;

        Kind(String function, String field) {
            this.function = function;
            this.field = field;
        }

        /** The function of operations that do this. */
        String function() {
            return function;
        }

        /** What the value is called in their arguments. */
        String field() {
            return field;
        }
    }

    Change {
        Objects.requireNonNull(app, "app is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(value, "value is null");
        Objects.requireNonNull(outcome, "outcome is null");
        Objects.requireNonNull(begun, "begun is null");
    }

    /** All of {@code history}, in the order of their invocations. */
    static List<Change> of(History history) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) != OpType.INVOKE || history.op(i).isNemesis()) {
                continue;
            }
            for (Kind kind : Kind.values()) {
                if (history.f(i).equals(kind.function())) {
                    read(history, i, kind, changes);
                }
            }
        }
        return changes;
    }

    private static void read(History history, int index, Kind kind, List<Change> changes) {
        int completion = history.completionOf(index);
        Map<String, Object> asked = Json.object(history.value(index));
        Map<String, Object> said = completion < 0 ? Map.of() : Json.object(history.value(completion));
        Object value = asked.get(kind.field());
        if (value == null || !(history.key(index) instanceof String app)) {
            return;
        }
        OpType outcome = completion < 0 ? OpType.INFO : history.type(completion);
        String error = completion < 0 || history.error(completion) == null ? "" : history.error(completion);
        changes.add(new Change(
                app,
                kind,
                value,
                Json.flag(asked, "force"),
                outcome,
                error,
                Moment.of(history, index),
                completion < 0 ? null : Moment.of(history, completion),
                Json.optional(said, "version").orElse(""),
                Json.optional(said, "deployment").orElse("")));
    }

    /** Those of {@code changes} that concern {@code app}. */
    static List<Change> of(List<Change> changes, String app) {
        return changes.stream().filter(change -> change.app.equals(app)).toList();
    }

    /** Whether it certainly was accepted. */
    boolean isAcknowledged() {
        return outcome == OpType.OK;
    }

    /** Whether it was or may have been accepted, or may yet be. */
    boolean mayHaveHappened() {
        return outcome != OpType.FAIL;
    }

    /** Whether it was refused because a deployment was under way. */
    boolean wasLockedOut() {
        return outcome == OpType.FAIL && error.startsWith("http-409");
    }

    /** What it does, in words: {@code upgrade to v3}. */
    String words() {
        return kind == Kind.UPGRADE ? "upgrade to " + value : "scaling to " + value + " instances";
    }
}
