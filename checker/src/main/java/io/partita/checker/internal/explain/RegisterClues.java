package io.partita.checker.internal.explain;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.models.Register;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Why a register can't have shown a value: never written, or replaced, or a newer one was seen. */
final class RegisterClues {

    private final History history;
    private final Register register;
    private final Part part;
    private final Phrases phrases;

    RegisterClues(History history, Register register, Part part) {
        this.history = history;
        this.register = register;
        this.part = part;
        this.phrases = new Phrases(history, part.key());
    }

    /** Why {@code stuck} can't have seen what it saw, if there is a plain reason. */
    Optional<Clue> clue(int stuck) {
        Operation op = part.operations().get(stuck);
        if (op.outcome() != Outcome.OK || op.f().equals("write")) {
            return Optional.empty();
        }
        Object seen = op.f().equals("cas") ? Register.expected(op) : op.output();
        String noun = op.f().equals("cas") ? "compare-and-set" : "read";
        boolean initial = Objects.equals(register.initial().value(), seen);
        List<Integer> writers = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            if (i != stuck
                    && part.operations().get(i).outcome() != Outcome.REFUSED
                    && Objects.equals(leaves(i), seen)
                    && writes(i)) {
                writers.add(i);
            }
        }
        if (writers.isEmpty() && !initial) {
            return Optional.of(neverWritten(seen));
        }
        if (!initial && writers.stream().allMatch(writer -> part.precedes(stuck, writer))) {
            int first = writers.get(0);
            return Optional.of(new Clue(
                    "the first write of it, by " + phrases.process(part.invocations()[first]) + ", began only "
                            + phrases.at(part.invocations()[first]),
                    List.of(first)));
        }
        writers.removeIf(writer -> part.precedes(stuck, writer));
        return overwritten(stuck, seen, noun, writers).or(() -> newerSeen(stuck, seen, noun, writers));
    }

    private Clue neverWritten(Object seen) {
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.FAIL
                    && history.invocationOf(i) >= 0
                    && Objects.equals(history.key(history.invocationOf(i)), part.key())
                    && attempted(history.f(i), history.value(history.invocationOf(i)), seen)) {
                return new Clue(
                        "the only attempt to write it, by " + phrases.process(i) + ", had failed " + phrases.at(i),
                        List.of());
            }
        }
        return new Clue("nothing ever wrote it", List.of());
    }

    private static boolean attempted(String f, Object value, Object seen) {
        return f.equals("write") && Objects.equals(value, seen)
                || f.equals("cas") && value instanceof List<?> pair && Objects.equals(pair.get(1), seen);
    }

    /** An acknowledged write of another value that began after all writes of {@code seen} and ended before the read. */
    private Optional<Clue> overwritten(int stuck, Object seen, String noun, List<Integer> writers) {
        int best = latest(stuck, writers, i -> writes(i) && !Objects.equals(leaves(i), seen));
        if (best < 0) {
            return Optional.empty();
        }
        String text = Values.show(leaves(best)) + " had been acknowledged by "
                + phrases.process(part.invocations()[best]) + " " + phrases.at(part.returns()[best])
                + ", before that " + noun + " began " + phrases.at(part.invocations()[stuck])
                + lastWritten(seen, writers);
        return Optional.of(clue(text, best, writers));
    }

    /** A read of another value that began after all writes of {@code seen} and ended before the read. */
    private Optional<Clue> newerSeen(int stuck, Object seen, String noun, List<Integer> writers) {
        int best = latest(
                stuck,
                writers,
                i -> part.operations().get(i).f().equals("read")
                        && !register.tellsNothing(part.operations().get(i))
                        && !Objects.equals(part.operations().get(i).output(), seen));
        if (best < 0) {
            return Optional.empty();
        }
        String text = phrases.happened(part.operations().get(best), part.invocations()[best], part.returns()[best])
                + ", before that " + noun + " began " + phrases.at(part.invocations()[stuck])
                + lastWritten(seen, writers);
        return Optional.of(clue(text, best, writers));
    }

    /** Of the operations wholly between the end of all {@code writers} and the start of {@code stuck}, the last to end. */
    private int latest(int stuck, List<Integer> writers, IntPredicate wanted) {
        long writersEnd = writers.stream()
                .mapToLong(writer -> part.returns()[writer])
                .max()
                .orElse(-1);
        int best = -1;
        for (int i = 0; i < part.size(); i++) {
            if (part.invocations()[i] > writersEnd
                    && part.precedes(i, stuck)
                    && part.operations().get(i).outcome() == Outcome.OK
                    && (best < 0 || part.returns()[i] > part.returns()[best])
                    && wanted.test(i)) {
                best = i;
            }
        }
        return best;
    }

    private String lastWritten(Object seen, List<Integer> writers) {
        if (writers.isEmpty()) {
            return seen == null ? "" : ", and nothing wrote " + Values.show(seen);
        }
        int last = last(writers);
        return ", and the last write of " + Values.show(seen) + " before it, by "
                + phrases.process(part.invocations()[last]) + ", had ended " + phrases.at(part.returns()[last]);
    }

    private Clue clue(String text, int best, List<Integer> writers) {
        List<Integer> operations = new ArrayList<>(List.of(best));
        if (!writers.isEmpty()) {
            operations.add(last(writers));
        }
        return new Clue(text, operations);
    }

    private int last(List<Integer> writers) {
        return writers.stream()
                .max(Comparator.comparingInt(writer -> part.returns()[writer]))
                .orElseThrow();
    }

    private boolean writes(int i) {
        return !part.operations().get(i).f().equals("read")
                && part.operations().get(i).outcome() != Outcome.REFUSED;
    }

    /** What a write or compare-and-set leaves in the register. */
    private Object leaves(int i) {
        Operation op = part.operations().get(i);
        return op.f().equals("cas") ? Register.replacement(op) : op.input();
    }
}
