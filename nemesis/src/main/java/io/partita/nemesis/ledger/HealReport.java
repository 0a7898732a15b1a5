package io.partita.nemesis.ledger;

import io.partita.nemesis.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a healing found and what is left. Immutable.
 *
 * @param outcomes one for every injection that was unhealed, in the order in which they were healed
 * @param found what a sweep found on each node: {@code firewall}, {@code armed ID}
 * @param unreachable nodes that could not be used, with the reason
 * @param left what could not be undone or not be proven undone, by node
 */
public record HealReport(
        List<Outcome> outcomes,
        Map<String, List<String>> found,
        Map<String, String> unreachable,
        Map<String, List<String>> left) {

    public HealReport {
        outcomes = List.copyOf(outcomes);
        found = Map.copyOf(found);
        unreachable = new TreeMap<>(unreachable);
        left = new TreeMap<>(left);
    }

    /**
     * What became of one injection.
     *
     * @param injection the injection
     * @param proof what shows that it is gone, or does not
     */
    public record Outcome(Injection injection, Proof proof) {}

    /** What was found and where, as in "firewall on n1, n2; armed f1 on n1"; empty if nothing was. */
    public String foundInWords() {
        Map<String, List<String>> places = new TreeMap<>();
        new TreeMap<>(found)
                .forEach((node, things) -> things.forEach(thing ->
                        places.computeIfAbsent(thing, any -> new ArrayList<>()).add(node)));
        return places.entrySet().stream()
                .map(thing -> thing.getKey() + " on " + String.join(", ", thing.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** Whether every node was reached and nothing is left; if not, the program exits with 3. */
    public boolean clean() {
        return unreachable.isEmpty()
                && left.isEmpty()
                && outcomes.stream().allMatch(outcome -> outcome.proof().holds());
    }
}
