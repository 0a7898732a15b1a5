package io.partita.checker.internal.explain;

import java.util.List;

/**
 * A plain reason why an operation could not have happened as it did; true by itself.
 *
 * @param text to follow the word "although"
 * @param operations the operations of the part that it speaks of
 */
public record Clue(String text, List<Integer> operations) {

    public Clue {
        operations = List.copyOf(operations);
    }
}
