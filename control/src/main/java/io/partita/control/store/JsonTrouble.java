package io.partita.control.store;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What is wrong with a text that should be JSON, without the parser's own words for its settings. Pure. */
public final class JsonTrouble {

    /** What the parser tells of Java types and of how it was set up begins with a type or a note in brackets. */
    private static final Pattern SETTINGS =
            Pattern.compile("\\s*(\\(`|\\(bound as |: not allowed as per |\\(for ).*", Pattern.DOTALL);

    private JsonTrouble() {}

    /** In one line, with the place if the parser knows it. */
    public static String of(JacksonException failure) {
        String what =
                SETTINGS.matcher(failure.getOriginalMessage()).replaceFirst("").strip();
        boolean known = failure.getLocation() != null && failure.getLocation().getLineNr() > 0;
        return what + (known ? " (line " + failure.getLocation().getLineNr() + ")" : "");
    }
}
