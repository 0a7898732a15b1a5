package io.partita.workloads.mesos.observe;

import io.partita.checker.liveness.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stretch in which observations agree that one server, and no other, led. Immutable.
 *
 * @param node where the leader ran
 * @param id what tells this leadership from another of the same node, such as the master's id; may be empty
 * @param from completion of the first observation that shows it, ns; the beginning of the run for one that the first
 *     observation shows
 * @param to beginning of the last observation that shows it, ns
 */
public record Term(String node, String id, long from, long to) {

    /** Who led, and in what leadership. */
    public record Leader(String node, String id) {}

    public Span span() {
        return new Span(from, Math.max(from, to));
    }

    /** The terms that {@code samples} show; {@code leader} says who alone led in one of them. */
    public static <T> List<Term> of(List<Sample<T>> samples, Function<T, Optional<Leader>> leader) {
        List<Term> terms = new ArrayList<>();
        Leader current = null;
        for (int i = 0; i < samples.size(); i++) {
            Sample<T> sample = samples.get(i);
            Leader seen = leader.apply(sample.value()).orElse(null);
            if (seen != null && seen.equals(current)) {
                Term last = terms.remove(terms.size() - 1);
                terms.add(new Term(last.node, last.id, last.from, Math.max(last.to, sample.from())));
            } else if (seen != null) {
                long from = i == 0 ? Math.min(0, sample.from()) : sample.to();
                terms.add(new Term(seen.node, seen.id, from, Math.max(from, sample.from())));
            }
            current = seen;
        }
        return terms;
    }
}
