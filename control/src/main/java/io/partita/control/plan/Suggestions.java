package io.partita.control.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean": the name nearest to what was typed. */
public final class Suggestions {

    private Suggestions() {}

    /** A problem that says that {@code typed} is no {@code kind}, with the nearest name and the whole list. */
    public static Problem unknown(String kind, String typed, Collection<String> names) {
        String nearest =
                nearest(typed, names).map(name -> "did you mean " + name + "? ").orElse("");
        return new Problem("unknown " + kind + " \"" + typed + "\"", nearest + "Known: " + String.join(", ", names));
    }

    /** The name with the least edit distance, if that is at most a third of its length or one contains the other. */
    public static Optional<String> nearest(String typed, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 3)
                        || (typed.length() >= 3 && name.contains(typed))
                        || typed.contains(name));
    }

    /** Levenshtein's edit distance, by the usual two-row dynamic programme. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
