package io.partita.checker.internal.explain;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A stretch of a part in which only some operations are held to what was seen of them. All others may have happened at
 * any moment of it, or never, whatever they answered. If even that is not linearizable, the operations held are a proof
 * by themselves.
 *
 * <p>An operation that had returned before the stretch counts only for the state in which the stretch begins; one that
 * was invoked after its end counts for nothing. One that began before it and had not returned is free, because its
 * effect may lie on either side.
 */
final class Relaxation {

    /** Models in which nothing but the operations on a value speak of that value, and no value waits for another. */
    private static final Set<String> COLLECTIONS = Set.of("queue", "stack", "priority-queue", "unordered-queue");

    private final Model<?> model;
    private final Part part;
    private final int from;
    private final int end;
    private final int first;
    private final List<Integer> candidates = new ArrayList<>();
    /** Those that were open when it began. */
    private final List<Integer> free = new ArrayList<>();

    /**
     * @param from index of the event at which the stretch begins
     * @param end index of the return with which it ends
     */
    Relaxation(Model<?> model, Part part, int from, int end) {
        this.model = model;
        this.part = part;
        this.from = from;
        this.end = end;
        int i = 0;
        for (; i < part.size() && part.invocations()[i] < from; i++) {
            if (part.returns()[i] >= from && leavesSomething(i)) {
                free.add(i);
            }
        }
        this.first = i;
        for (; i < part.size() && part.invocations()[i] < end; i++) {
            if (part.returns()[i] <= end || leavesSomething(i)) {
                candidates.add(i);
            }
        }
    }

    /** Index of the event at which it begins. */
    int from() {
        return from;
    }

    /** The operations that can be held: invoked within the stretch, and not only looking on when it ends. */
    List<Integer> candidates() {
        return candidates;
    }

    /** The operations that the stretch knows of. */
    List<Integer> all() {
        List<Integer> all = new ArrayList<>(free);
        all.addAll(candidates);
        return all;
    }

    /** The number of operations of the part that were invoked before the stretch. */
    int before() {
        return first;
    }

    /**
     * What is left to judge when some operations are held to what was seen, and the rest is free.
     *
     * @param held these
     * @param speaking of a collection, the operations whose elements count; operations on others are taken out whole
     */
    Part holding(BitSet held, BitSet speaking) {
        List<Operation> operations = new ArrayList<>();
        List<Integer> invocations = new ArrayList<>();
        List<Integer> returns = new ArrayList<>();
        Predicate<Operation> onTopic = onTopic(speaking);
        for (int i : free) {
            addFreed(i, onTopic, operations, invocations, returns);
        }
        for (int i : candidates) {
            if (!held.get(i) && leavesSomething(i)) {
                addFreed(i, onTopic, operations, invocations, returns);
            }
        }
        for (int i : candidates) {
            boolean returned = part.returns()[i] <= end;
            if (held.get(i) && (returned || onTopic.test(part.operations().get(i)))) {
                operations.add(
                        returned
                                ? part.operations().get(i)
                                : freed(part.operations().get(i)));
                invocations.add(part.invocations()[i]);
                returns.add(returned ? part.returns()[i] : Part.NEVER);
            }
        }
        return withoutUnseen(operations, invocations, returns);
    }

    private void addFreed(
            int i,
            Predicate<Operation> onTopic,
            List<Operation> operations,
            List<Integer> invocations,
            List<Integer> returns) {
        if (onTopic.test(part.operations().get(i))) {
            operations.add(freed(part.operations().get(i)));
            invocations.add(-1);
            returns.add(Part.NEVER);
        }
    }

    /** Whether operations are about elements that don't wait for each other. */
    boolean hasTopics() {
        return COLLECTIONS.contains(model.name());
    }

    /** Sets of the operations that are about the same element, in the order in which {@code operations} speak of them. */
    List<List<Integer>> byTopic(List<Integer> operations) {
        Map<Object, List<Integer>> units = new LinkedHashMap<>();
        for (int i : operations) {
            Object unit = topic(part.operations().get(i)).orElse(List.of("operation", i));
            units.computeIfAbsent(unit, any -> new ArrayList<>()).add(i);
        }
        return List.copyOf(units.values());
    }

    boolean sameTopics(BitSet a, BitSet b) {
        return !hasTopics() || topics(a).equals(topics(b));
    }

    /**
     * Whether an operation can matter to what {@code speaking} is about. A legal order of operations on a collection stays
     * legal when all operations on one value are taken out. What had not returned raises no topic: else holding it could
     * make legal what was not, because freed it may take any value.
     */
    private Predicate<Operation> onTopic(BitSet speaking) {
        if (!hasTopics()) {
            return op -> true;
        }
        Set<Object> topics = topics(speaking);
        return op -> topic(op).map(topics::contains).orElse(true);
    }

    private Set<Object> topics(BitSet operations) {
        return operations.stream()
                .filter(i -> part.returns()[i] <= end)
                .mapToObj(i -> topic(part.operations().get(i)))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Optional<Object> topic(Operation op) {
        return Optional.ofNullable(op.input()).or(() -> Optional.ofNullable(op.output()));
    }

    private Part withoutUnseen(List<Operation> operations, List<Integer> invocations, List<Integer> returns) {
        Predicate<Operation> couldMatter = model.couldMatter(operations);
        List<Operation> kept = new ArrayList<>();
        int[] begins = new int[operations.size()];
        int[] ends = new int[operations.size()];
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).outcome() != Outcome.UNKNOWN || couldMatter.test(operations.get(i))) {
                begins[kept.size()] = invocations.get(i);
                ends[kept.size()] = returns.get(i);
                kept.add(operations.get(i));
            }
        }
        int size = kept.size();
        return new Part(
                part.key(),
                kept,
                Arrays.copyOf(begins, size),
                Arrays.copyOf(ends, size),
                operations.size(),
                operations.size() - size);
    }

    private boolean leavesSomething(int i) {
        Operation op = part.operations().get(i);
        return op.outcome() != Outcome.REFUSED && !model.isReadOnly(op) && !model.isReadOnly(freed(op));
    }

    private static Operation freed(Operation op) {
        return op.outcome() == Outcome.UNKNOWN
                ? op
                : new Operation(op.f(), op.key(), op.input(), Outcome.UNKNOWN, null);
    }
}
