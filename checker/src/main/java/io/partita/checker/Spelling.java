package io.partita.checker;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was meant when a name is misspelt. */
public final class Spelling {

    private Spelling() {}

    /**
     * The candidate closest to {@code word}, if one is close: it begins so, or at most a third of its letters differ, of short
     * ones two, of those with three letters one.
     */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        Optional<String> nearest = candidates.stream().min(Comparator.comparingInt(name -> distance(word, name)));
        return nearest.filter(name -> distance(word, name) <= tolerated(name))
                .or(() -> candidates.stream()
                        .filter(name -> !word.isEmpty() && name.startsWith(word))
                        .findFirst());
    }

    private static int tolerated(String name) {
        return name.length() <= 3 ? 1 : Math.max(2, name.length() / 3);
    }

    /** Levenshtein's distance: the fewest insertions, deletions and replacements of one letter. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
