package io.partita.control.report;

import io.partita.control.report.Signal.Look;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes strips of looks taken now and then: what was seen holds until the next look at the same thing, and looks that saw
 * the same are one stretch. Nobody knows what came after the last look. Not thread-safe.
 */
final class StripBuilder {

    /** One row: stretches that are over, and the one that the last look was in, or {@code null}. */
    private static final class Track {
        private final List<Stretch> over = new ArrayList<>();
        private Stretch current;

        void until(double atMs) {
            if (current != null) {
                double end = Math.max(current.toMs(), atMs);
                current = new Stretch(current.fromMs(), end, current.look(), current.text());
            }
        }

        void end() {
            if (current != null) {
                over.add(current);
                current = null;
            }
        }
    }

    private final Map<String, Track> tracks = new LinkedHashMap<>();

    /** Makes sure that {@code row} is there; rows stand in the order in which they were first named. */
    private Track track(String row) {
        return tracks.computeIfAbsent(row, name -> new Track());
    }

    /** Adds rows that may stay empty. */
    void rows(List<String> names) {
        names.forEach(this::track);
    }

    /** At {@code atMs}, the thing of {@code row} was seen like this. */
    void see(String row, double atMs, Look look, String text) {
        Track track = track(row);
        track.until(atMs);
        Stretch current = track.current;
        if (current == null || current.look() != look || !current.text().equals(text)) {
            track.end();
            track.current = new Stretch(atMs, atMs, look, text);
        }
    }

    /** From {@code atMs} on, nothing is known of {@code row} until it is seen again. */
    void lose(String row, double atMs) {
        Track track = track(row);
        track.until(atMs);
        track.end();
    }

    List<Row> build() {
        Predicate<Stretch> lasts = stretch -> stretch.toMs() > stretch.fromMs();
        List<Row> rows = new ArrayList<>();
        tracks.forEach((name, track) -> rows.add(new Row(
                name,
                Stream.concat(track.over.stream(), Stream.ofNullable(track.current))
                        .filter(lasts)
                        .toList())));
        return rows;
    }
}
