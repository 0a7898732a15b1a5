package io.partita.workloads.mesos.deploy;

import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.deploy.Change.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an app is to be, as far as the answers to requests tell: its token and its number of instances are two registers, and
 * a request writes one of them at some instant between its invocation and its completion. One of unknown outcome may do so at
 * any instant after its invocation, or never. Immutable.
 */
final class Wanted {

    private record Write(Object value, long from, long to) {}

    private final List<Write> tokens;
    private final List<Write> instances;

    private Wanted(List<Write> tokens, List<Write> instances) {
        this.tokens = tokens;
        this.instances = instances;
    }

    /** What {@code changes}, of which some may concern other apps, make of {@code app}. */
    static Wanted of(List<Change> changes, RollingApp app) {
        List<Change> own = Change.of(changes, app.id());
        return new Wanted(
                writes(own, Kind.UPGRADE, RollingApp.FIRST_TOKEN), writes(own, Kind.SCALE, (long) app.instances()));
    }

    private static List<Write> writes(List<Change> changes, Kind kind, Object first) {
        List<Write> writes = new ArrayList<>();
        writes.add(new Write(first, Long.MIN_VALUE, Long.MIN_VALUE));
        changes.stream()
                .filter(change -> change.kind() == kind && change.mayHaveHappened())
                .forEach(change -> writes.add(new Write(
                        change.value(),
                        change.begun().time(),
                        change.isAcknowledged() ? change.ended().time() : Long.MAX_VALUE)));
        return writes;
    }

    /** The tokens that it may have had at some instant of {@code span}. */
    Set<Object> tokens(Span span) {
        return possible(tokens, span);
    }

    /** The numbers of instances that it may have been to have at some instant of {@code span}. */
    Set<Long> instances(Span span) {
        Set<Long> numbers = new LinkedHashSet<>();
        possible(instances, span).forEach(number -> numbers.add(((Number) number).longValue()));
        return numbers;
    }

    /** The smallest of {@link #instances(Span)}. */
    int fewest(Span span) {
        return (int) instances(span).stream().mapToLong(number -> number).min().orElse(0);
    }

    /** The greatest of {@link #instances(Span)}. */
    int greatest(Span span) {
        return (int) instances(span).stream().mapToLong(number -> number).max().orElse(0);
    }

    private static Set<Object> possible(List<Write> writes, Span span) {
        Set<Object> values = new LinkedHashSet<>();
        for (Write write : writes) {
            boolean begun = write.from <= span.to();
            boolean overwritten = writes.stream().anyMatch(other -> other.from > write.to && other.to < span.from());
            if (begun && !overwritten) {
                values.add(write.value);
            }
        }
        return values;
    }
}
