package io.partita.checker.internal.explain;

import io.partita.checker.LinearizabilityResult.Core;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Puts a violation into words. Not thread-safe. */
public final class Explainer<S> {

    private static final int WINDOW = 200;
    private static final int STATES_IN_SENTENCE = 4;
    private static final int LETTERS_IN_SENTENCE = 160;

    private final History history;
    private final Model<S> model;
    private final Part part;
    private final Phrases phrases;

    public Explainer(History history, Model<S> model, Part part) {
        this.history = history;
        this.model = model;
        this.part = part;
        this.phrases = new Phrases(history, part.key());
    }

    /** Finds the states in which the object could have been just before an operation had no place. */
    public interface LastStates<S> {

        /** Those found within {@code resources}. */
        List<S> within(Resources resources) throws InterruptedException;
    }

    /**
     * The violation that {@code stuck} could not take effect.
     *
     * @param resources what may be spent on finding core and states
     */
    public Violation violation(int stuck, LastStates<S> lastStates, Resources resources) throws InterruptedException {
        Optional<Clue> clue = Clues.of(model, history, part, stuck);
        Core core = core(
                stuck,
                clue.map(Clue::operations).orElse(List.of()),
                resources.slice(resources.nanosLeft() / 4 * 3, Long.MAX_VALUE));
        List<String> states =
                lastStates.within(resources).stream().map(model::describe).toList();
        TreeSet<Integer> related = new TreeSet<>(List.of(part.invocations()[stuck], part.returns()[stuck]));
        clue.ifPresent(found -> found.operations().forEach(op -> {
            related.add(part.invocations()[op]);
            if (!part.crashed(op)) {
                related.add(part.returns()[op]);
            }
        }));
        String sentence =
                phrases.happened(part.operations().get(stuck), part.invocations()[stuck], part.returns()[stuck])
                        + " although "
                        + clue.map(Clue::text).orElseGet(() -> possible(states));
        return new Violation(
                part.key(),
                sentence,
                part.invocations()[stuck],
                part.returns()[stuck],
                states,
                new ArrayList<>(related),
                window(stuck),
                core);
    }

    private Core core(int stuck, List<Integer> likely, Resources resources) throws InterruptedException {
        try {
            CoreFinder.Found<S> found = new CoreFinder<>(model, part, stuck, likely, resources).find();
            return new Core(
                    invocations(found.operations().stream().mapToInt(Integer::intValue)),
                    found.from(),
                    found.to(),
                    found.start().map(model::describe),
                    found.minimal());
        } catch (RuntimeException e) {
            // A user's model that never met an operation of unknown outcome may fail on one. The verdict stands.
            int end = part.returns()[stuck];
            IntStream begun = IntStream.range(0, part.size()).filter(i -> part.invocations()[i] < end);
            return new Core(invocations(begun), 0, end, Optional.of(model.describe(model.initial())), false);
        }
    }

    private List<Integer> invocations(IntStream operations) {
        return operations.mapToObj(i -> part.invocations()[i]).toList();
    }

    private String possible(List<String> states) {
        int length = states.stream().mapToInt(String::length).sum();
        if (states.isEmpty() || states.size() > STATES_IN_SENTENCE || length > LETTERS_IN_SENTENCE) {
            return "no order of the operations around it allows that";
        }
        return "at that moment the " + noun() + " could only be " + String.join(" or ", states)
                + (part.unseen() > 0 ? ", or what an operation of unknown outcome left that nobody saw" : "");
    }

    private String noun() {
        return switch (model.name()) {
            case "mutex", "owned-mutex", "reentrant-mutex", "fenced-mutex" -> "lock";
            case "semaphore" -> "semaphore";
            case "log" -> "log";
            case "set" -> "element";
            case "queue", "unordered-queue", "priority-queue" -> "queue";
            case "stack" -> "stack";
            case "counter" -> "counter";
            default -> "value";
        };
    }

    /** From the history, because the part lacks what could not matter to the verdict but belongs in the picture. */
    private List<Integer> window(int stuck) {
        int begin = part.invocations()[stuck];
        int end = part.returns()[stuck];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (history.type(i) == OpType.INVOKE && history.process(i) >= 0) {
                int completion = history.completionOf(i);
                boolean over = completion >= 0 && completion < begin && history.type(completion) != OpType.INFO;
                if (!over && isOnPart(i)) {
                    open.add(i);
                }
            }
        }
        // Crashed operations stay open for ever: the latest are the likeliest to matter.
        return open.size() > WINDOW ? open.subList(open.size() - WINDOW, open.size()) : open;
    }

    private boolean isOnPart(int invocation) {
        Operation asked = new Operation(
                history.f(invocation), history.key(invocation), history.value(invocation), Outcome.UNKNOWN, null);
        return Objects.equals(model.partOf(asked), part.key());
    }
}
