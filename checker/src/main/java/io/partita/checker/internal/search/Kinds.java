package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for operations that are the same, key apart: they can stand for each other. Immutable. */
final class Kinds {

    private final int[] kindOf;
    private final List<Operation> examples = new ArrayList<>();
    private final int[] questionOf;

    Kinds(Part part) {
        Map<Operation, Integer> numbers = new HashMap<>();
        kindOf = new int[part.size()];
        for (int i = 0; i < kindOf.length; i++) {
            Operation op = part.operations().get(i);
            Operation keyless =
                    op.key() == null ? op : new Operation(op.f(), null, op.input(), op.outcome(), op.output());
            Integer known = numbers.putIfAbsent(keyless, examples.size());
            kindOf[i] = known == null ? examples.size() : known;
            if (known == null) {
                examples.add(op);
            }
        }
        questionOf = questions();
    }

    private int[] questions() {
        Map<List<Object>, Integer> numbers = new HashMap<>();
        int[] questions = new int[examples.size()];
        for (int kind = 0; kind < questions.length; kind++) {
            Operation op = examples.get(kind);
            List<Object> asked = Arrays.asList(op.f(), op.input());
            Integer known = numbers.putIfAbsent(asked, numbers.size());
            questions[kind] = known == null ? numbers.size() - 1 : known;
        }
        return questions;
    }

    /** The number of all operations equal to {@code operation}. */
    int of(int operation) {
        return kindOf[operation];
    }

    /** The same for kinds that ask the same, whatever they are answered; below {@link #count}. */
    int question(int kind) {
        return questionOf[kind];
    }

    int count() {
        return examples.size();
    }

    /** An operation of {@code kind}. */
    Operation example(int kind) {
        return examples.get(kind);
    }
}
