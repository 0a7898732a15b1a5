package io.partita.checker;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
     * @param unknown why there is no verdict; present if and only if it is unknown
     */
    public record PartResult(
            Object key,
            Verdict verdict,
            int operations,
            long configurations,
            Optional<Violation> violation,
            Optional<Unknown> unknown) {}

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

    /**
     * Why there is no verdict on a part.
     *
     * @param sentence which budget ended the check and how far it came, in words
     * @param budget {@code time} or {@code memory}
     * @param configurations configurations that the search met
     * @param memoryBytes the most that the whole check held at a time until then
     * @param explained how many of the completed operations the best order explains
     * @param completed completed operations that had to be explained
     * @param hardest where the search was when it ended; empty if it had not begun
     * @param advice what to change, the likeliest first; the last is to raise the budget
     */
    public record Unknown(
            String sentence,
            String budget,
            long configurations,
            long memoryBytes,
            int explained,
            int completed,
            Optional<Hardest> hardest,
            List<String> advice) {
        public Unknown {
            advice = List.copyOf(advice);
        }
    }

    /**
     * The furthest that a search came, and what made it hard.
     *
     * @param completion index of the first completion that was not explained
     * @param open operations open then that completed later, by function
     * @param crashed operations invoked until then of which nobody knows whether they happened, by function
     * @param crashedProcesses the processes of these, ascending
     */
    public record Hardest(
            int completion, Map<String, Integer> open, Map<String, Integer> crashed, List<Integer> crashedProcesses) {
        public Hardest {
            open = Collections.unmodifiableMap(new TreeMap<>(open));
            crashed = Collections.unmodifiableMap(new TreeMap<>(crashed));
            crashedProcesses = List.copyOf(crashedProcesses);
        }

        /** How many operations were open that completed later. */
        public int opened() {
            return sum(open);
        }

        /** How many operations of unknown outcome had to be considered. */
        public int crashes() {
            return sum(crashed);
        }

        private static int sum(Map<String, Integer> counts) {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
