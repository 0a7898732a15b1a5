package io.partita.testbed.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The kinds and defaults in {@code knobs.tsv}. */
final class KnobTable {

    /** @param defaults in the order of {@link Profile} */
    record Row(String kind, List<String> defaults) {
        String defaultOf(Profile profile) {
            return defaults.get(profile.ordinal());
        }
    }

    private static final int COLUMNS = 3 + Profile.values().length;
    private static final Map<Knob, Row> ROWS = read();

    private KnobTable() {}

    static Row row(Knob knob) {
        return ROWS.get(knob);
    }

    /** What is wrong with {@code text} as a value of {@code knob}; empty if nothing is. */
    static String problem(Knob knob, String text) {
        String kind = row(knob).kind();
        boolean mayBeNone = kind.startsWith("optional-") || kind.equals("rate");
        if (mayBeNone && text.equals("none")) {
            return "";
        }
        try {
            switch (kind) {
                case "duration", "optional-duration" -> Durations.parse(text);
                case "period", "optional-period" ->
                    requirePositive(Durations.parse(text).toNanos());
                case "count" -> requirePositive(Integer.parseInt(text));
                case "number" -> requirePositive(Double.parseDouble(text));
                case "percent" -> requirePositive(1 + Double.parseDouble(text.replaceFirst("%$", "")));
                case "rate" -> Rate.parse(text);
                default -> Objects.requireNonNull(text);
            }
            return "";
        } catch (NumberFormatException e) {
            return knob.key() + " must be a " + kind + ", not \"" + text + "\"";
        } catch (IllegalArgumentException e) {
            return knob.key() + ": " + e.getMessage();
        }
    }

    private static void requirePositive(double number) {
        if (!(number > 0)) {
            throw new IllegalArgumentException("must be positive");
        }
    }

    private static Map<Knob, Row> read() {
        Map<Knob, Row> rows = new EnumMap<>(Knob.class);
        try (InputStream in = Objects.requireNonNull(KnobTable.class.getResourceAsStream("knobs.tsv"), "no knobs.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t");
                    if (columns.length != COLUMNS) {
                        throw new IllegalStateException("knobs.tsv: not " + COLUMNS + " columns: " + line);
                    }
                    Knob knob = Knob.named(columns[0])
                            .orElseThrow(() -> new IllegalStateException("knobs.tsv: no such knob: " + line));
                    rows.put(knob, new Row(columns[1], List.of(columns).subList(2, 2 + Profile.values().length)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.size() != Knob.values().length) {
            throw new IllegalStateException("knobs.tsv has " + rows.size() + " knobs, not " + Knob.values().length);
        }
        return rows;
    }
}
