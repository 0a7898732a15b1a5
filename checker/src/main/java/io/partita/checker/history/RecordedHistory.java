package io.partita.checker.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A history as it was found in a file. Immutable.
 *
 * @param format how it was written
 * @param history the events
 * @param meta what the file says about itself; empty for formats that say nothing. {@code model}, {@code init} and
 *     {@code nullRead} are understood by the checkers
 * @param warnings what was odd but harmless, in words, such as a torn last line
 */
public record RecordedHistory(Format format, History history, Map<String, Object> meta, List<String> warnings) {

    public RecordedHistory {
        Objects.requireNonNull(format, "format is null");
        Objects.requireNonNull(history, "history is null");
        meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
        warnings = List.copyOf(warnings);
    }

    /** The same with one warning more. */
    RecordedHistory warnedOf(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return new RecordedHistory(format, history, meta, more);
    }
}
