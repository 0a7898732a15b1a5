package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.observe.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which Marathon led when, as far as its answers show: a term is a run of acknowledged changes of one leader. A deposed
 * leader may still answer readings, but can store nothing any more, so acknowledgements tell whose turn it was.
 *
 * <p>A leader that acknowledges nothing in its turn is known by its readings alone. So a term also ends where another answers
 * while its leader says nothing for so long that it may have lost its leadership and won it back.
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
    private final Map<String, Integer> lastAnswers = new HashMap<>();
    private final History history;
    private final long turn;

    private Terms(History history, Duration turn) {
        this.history = history;
        this.turn = turn.toNanos();
    }

    /** @param turn how long it takes at least to lose leadership unasked */
    static Terms of(History history, Duration turn) {
        Terms result = new Terms(history, turn);
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.process(i) >= 0) {
                String leader = Json.text(Json.object(history.value(i)), Names.LEADER);
                if (leader != null) {
                    result.firstAnswers.putIfAbsent(leader, i);
                    if (Names.CHANGES.contains(history.f(i))) {
                        result.acknowledged(leader, i);
                    }
                    result.lastAnswers.put(leader, i);
                }
            }
        }
        return result;
    }

    private void acknowledged(String leader, int index) {
        boolean goesOn =
                !terms.isEmpty() && terms.get(terms.size() - 1).leader().equals(leader);
        if (!goesOn || mayHaveReturned(leader, index)) {
            terms.add(new Term(leader, index, history.time(index)));
        }
    }

    /** Whether another answered in the silence before {@code index}, and that was long enough. */
    private boolean mayHaveReturned(String leader, int index) {
        int last = lastAnswers.get(leader);
        boolean anotherAnswered = lastAnswers.values().stream().anyMatch(answer -> answer > last);
        return anotherAnswered && history.time(index) - history.time(last) >= turn;
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
