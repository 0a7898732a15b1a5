package io.partita.control.plan;

import io.partita.checker.Spelling;
import java.util.Collection;

/** Says what was probably meant by a name that does not exist. */
public final class Suggestions {

    private Suggestions() {}

    /** A problem that says that {@code typed} is no {@code kind}, with the nearest name and the whole list. */
    public static Problem unknown(String kind, String typed, Collection<String> names) {
        String nearest = Spelling.closest(typed, names)
                .map(name -> "Did you mean " + name + "? ")
                .orElse("");
        return new Problem("unknown " + kind + " \"" + typed + "\"", nearest + "Known: " + String.join(", ", names));
    }
}
