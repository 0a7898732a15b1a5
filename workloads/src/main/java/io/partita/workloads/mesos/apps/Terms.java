package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which Marathon led when, as far as its answers show: a term is a run of acknowledged changes of one leader. A deposed
 * leader may still answer readings, but can store nothing any more, so acknowledgements tell whose turn it was.
 */
final class Terms {

    /**
     * One term.
     *
     * @param leader the node
     * @param first index of its first acknowledgement
     * @param from when that was, ns
     */
    record Term(String leader, int first, long from) {}

    private final List<Term> terms = new ArrayList<>();
    private final Map<String, Integer> firstAnswers = new HashMap<>();

    private Terms() {}

    static Terms of(History history) {
        Terms result = new Terms();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.process(i) >= 0) {
                String leader = Json.text(Json.object(history.value(i)), Names.LEADER);
                if (leader != null) {
                    result.firstAnswers.putIfAbsent(leader, i);
                    if (Names.CHANGES.contains(history.f(i))) {
                        result.acknowledged(leader, i, history.time(i));
                    }
                }
            }
        }
        return result;
    }

    private void acknowledged(String leader, int index, long time) {
        if (terms.isEmpty() || !terms.get(terms.size() - 1).leader().equals(leader)) {
            terms.add(new Term(leader, index, time));
        }
    }

    List<Term> all() {
        return List.copyOf(terms);
    }

    /** The term of {@code leader} that had begun last at the event {@code index}; empty if it had none. */
    Optional<Term> at(String leader, int index) {
        Term found = null;
        for (Term term : terms) {
            if (term.first() <= index && term.leader().equals(leader)) {
                found = term;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether {@code leader} had answered anything before the event {@code index}. */
    boolean answeredBefore(String leader, int index) {
        return firstAnswers.getOrDefault(leader, Integer.MAX_VALUE) < index;
    }
}
