package io.partita.workloads.mesos.leader;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.Observations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of the maintenance schedule in a history, and the order in which masters led. Immutable.
 *
 * @param all in the order in which they were asked for
 * @param terms when each term was first heard of, ns
 */
record Writes(List<Write> all, Map<String, Long> terms) {

    /**
     * One change.
     *
     * @param number what tells its schedule from all others
     * @param from when it was asked for, ns
     * @param to when it was acknowledged, ns; the end of time if it was not
     * @param fromIndex index of the event that asks for it
     * @param index index of its completion, or -1
     * @param acknowledged whether a master acknowledged it
     * @param node of that master, or {@code null}
     * @param term of that master, or {@code null}
     */
    record Write(
            long number, long from, long to, int fromIndex, int index, boolean acknowledged, String node, String term) {

        /** Whether whoever knows the other no longer has any business to show this one. */
        boolean isReplacedBy(Write other) {
            return other.acknowledged && to <= other.from;
        }
    }

    static Writes of(History history) {
        List<Write> writes = new ArrayList<>();
        Map<String, Long> terms = new HashMap<>();
        Claims.masters(history)
                .forEach(sample -> sample.value().values().forEach(term -> terms.merge(term, sample.to(), Math::min)));
        Observations.of(history)
                .samples(LeaderClient.MEMORY, MasterMemory::fromJson)
                .forEach(sample -> sample.value().values().stream()
                        .filter(MasterMemory::leads)
                        .forEach(memory -> terms.merge(String.valueOf(memory.term()), sample.to(), Math::min)));
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE
                    && history.f(i).equals(LeaderClient.SCHEDULE)
                    && history.value(i) instanceof Number number) {
                writes.add(write(history, i, number.longValue(), terms));
            }
        }
        return new Writes(writes, terms);
    }

    private static Write write(History history, int from, long number, Map<String, Long> terms) {
        int index = history.completionOf(from);
        boolean acknowledged = index >= 0 && history.type(index) == OpType.OK;
        if (!acknowledged) {
            return new Write(number, history.time(from), Long.MAX_VALUE, from, index, false, null, null);
        }
        Map<String, Object> said = Json.object(history.value(index));
        String term = Json.text(said, "term");
        terms.merge(String.valueOf(term), history.time(index), Math::min);
        return new Write(
                number, history.time(from), history.time(index), from, index, true, Json.text(said, "node"), term);
    }

    Optional<Write> numbered(long number) {
        return all.stream().filter(write -> write.number() == number).findFirst();
    }

    /** Whether a term that began later was known at {@code time}: then this one may be deposed, and not know it. */
    boolean isOutdated(String term, long time) {
        long since = terms.getOrDefault(term, Long.MAX_VALUE);
        return terms.values().stream().anyMatch(other -> other > since && other < time);
    }

    /** The last change that was acknowledged before {@code time}, by a master that led no later than {@code term} did. */
    Optional<Write> lastAcknowledged(String term, long time) {
        long since = terms.getOrDefault(term, Long.MAX_VALUE);
        return all.stream()
                .filter(write -> write.acknowledged() && write.to() < time)
                .filter(write -> terms.getOrDefault(write.term(), Long.MAX_VALUE) <= since)
                .max(Comparator.comparingLong(Write::from));
    }
}
