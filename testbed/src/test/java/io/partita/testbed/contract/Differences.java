package io.partita.testbed.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The differences that are known: {@code captures/differences.tsv}. An entry says where (an endpoint, with a situation in
 * parentheses if it is only seen there), at which place, what, and why. Stars stand for any text.
 */
public final class Differences {

    private final List<Entry> entries;

    private Differences(List<Entry> entries) {
        this.entries = entries;
    }

    /** One line of the table. */
    record Entry(String endpoint, String place, String what, String reason) {

        private static final String SOMETIMES = "sometimes ";

        static Entry parse(String line) {
            String[] columns = line.split("\t", -1);
            if (columns.length != 4 || Arrays.stream(columns).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("not endpoint, place, what and reason: " + line);
            }
            return new Entry(columns[0], columns[1], columns[2], columns[3]);
        }

        /** As a row of a table in Markdown. */
        String row() {
            return "| `" + endpoint + "` | `" + place + "` | " + what + " | " + reason + " |";
        }

        /** Whether it shows only if the one of two things that happen at the same time comes first. */
        boolean isByChance() {
            return what.startsWith(SOMETIMES);
        }

        boolean covers(Exchange exchange, Difference difference) {
            return (matches(endpoint, exchange.endpoint()) || matches(endpoint, exchange.toString()))
                    && matches(place, difference.place())
                    && matches(isByChance() ? what.substring(SOMETIMES.length()) : what, difference.what());
        }

        private static boolean matches(String pattern, String text) {
            return text.matches(
                    Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        }
    }

    /** The table. */
    public static Differences known() {
        return of(Recordings.text("differences.tsv"));
    }

    static Differences of(String table) {
        return new Differences(table.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Entry::parse)
                .toList());
    }

    /** This table with more lines, for a test whose situation is not wholly the recorded one. */
    public Differences and(String... lines) {
        List<Entry> more = new ArrayList<>(entries);
        more.addAll(of(String.join("\n", lines)).entries);
        return new Differences(List.copyOf(more));
    }

    List<Entry> entries() {
        return entries;
    }

    /** What differs and is not in the table. */
    public List<Difference> unknown(Exchange exchange) {
        return exchange.differences().stream()
                .filter(difference -> entries.stream().noneMatch(entry -> entry.covers(exchange, difference)))
                .toList();
    }

    /** Entries about {@code servers} that nothing in {@code exchanges} needs. */
    List<Entry> stale(Collection<Exchange> exchanges, String... servers) {
        List<Entry> stale = new ArrayList<>();
        for (Entry entry : entries) {
            boolean mine =
                    Arrays.stream(servers).anyMatch(server -> entry.endpoint().startsWith(server + " "));
            boolean seen = exchanges.stream()
                    .anyMatch(exchange ->
                            exchange.differences().stream().anyMatch(difference -> entry.covers(exchange, difference)));
            if (mine && !seen && !entry.isByChance()) {
                stale.add(entry);
            }
        }
        return stale;
    }
}
