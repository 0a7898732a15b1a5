package io.partita.checker;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a history is linearizable, part by part. Immutable.
 *
 * @param verdict the worst of the parts
 * @param reason one sentence for people
 * @param model the model's name
 * @param operations number of operations in the history
 * @param parts one result for every part of the object (usually: every key), in the order of their first operation
 * @param elapsed how long the check took
 * @param peakMemoryBytes the most that the check held at a time for configurations, states and indexes; what the
 *     history itself and the virtual machine take is not in it
 */
public record LinearizabilityResult(
        Verdict verdict,
        String reason,
        String model,
        int operations,
        List<PartResult> parts,
        Duration elapsed,
        long peakMemoryBytes) {

    public LinearizabilityResult {
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(reason, "reason is null");
        parts = List.copyOf(parts);
    }

    /** All violations, at most one a part. */
    public List<Violation> violations() {
        return parts.stream().flatMap(part -> part.violation().stream()).toList();
    }

    /**
     * What became of one part.
     *
     * @param key the part, or null for the whole object
     * @param verdict whether its operations are linearizable
     * @param operations number of operations on it
     * @param configurations configurations that the search met; 0 if no search was needed
     * @param violation why not; present if and only if the verdict is invalid
     * @param unknownReason which budget ended it, how far it came, what to change; present if and only if the verdict
     *     is unknown
     */
    public record PartResult(
            Object key,
            Verdict verdict,
            int operations,
            long configurations,
            Optional<Violation> violation,
            Optional<String> unknownReason) {}

    /**
     * Why a part is not linearizable.
     *
     * @param key the part, or null for the whole object
     * @param sentence one sentence in plain words
     * @param invocation index of the invocation of the first operation that could not be placed
     * @param completion index of its completion: up to here no order of the operations is legal, before it one was (unless
     *     the time budget ended while the place was sought; then it may be a later one)
     * @param lastStates the states in which the object could have been just before, in words; without those that only
     *     operations of unknown outcome could have left that nobody saw
     * @param related indices of the events that the sentence speaks of, ascending
     * @param window indices of the invocations of all operations on the part that were open while it was, ascending
     * @param core few operations that are already too many
     */
    public record Violation(
            Object key,
            String sentence,
            int invocation,
            int completion,
            List<String> lastStates,
            List<Integer> related,
            List<Integer> window,
            Core core) {
        public Violation {
            Objects.requireNonNull(core, "core is null");
            lastStates = List.copyOf(lastStates);
            related = List.copyOf(related);
            window = List.copyOf(window);
        }
    }

    /**
     * Operations that prove the violation by themselves: they have no legal order between {@code from} and {@code to},
     * even if every other operation may have happened at any moment in between, or never, whatever it answered. What had
     * completed before {@code from} counts only through the state it left; what completed after {@code to} only by having
     * begun.
     *
     * @param operations indices of their invocations, ascending
     * @param from index of the event from which they are judged
     * @param to index of the completion up to which they are judged
     * @param start the state of the object then, in words; empty when it does not matter which of those that it could
     *     be in
     * @param minimal whether each is needed: without any of them, what is left has a legal order. If false, the time for
     *     looking ended first
     */
    public record Core(List<Integer> operations, int from, int to, Optional<String> start, boolean minimal) {
        public Core {
            operations = List.copyOf(operations);
        }
    }
}
