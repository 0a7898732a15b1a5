package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.mesos.internal.DurationText;
import io.partita.provisioning.system.mesos.internal.Knobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is known of released servers as data: settings, the flags that set them, what no flag sets, and what every server is
 * started with. The tables lie beside this class; each says what its columns are. Immutable.
 */
record Tables(Knobs knobs, List<Flag> flags, List<Fixed> fixed, List<Launch> launches) {

    /** The server of a {@link Flag} that no flag of a server sets: the program that starts servers again reads it. */
    static final String SUPERVISOR = "supervisor";

    /** Which flag sets a setting. */
    record Flag(
            String profiles,
            String setting,
            String server,
            String name,
            Unit unit,
            boolean always,
            Optional<Duration> least,
            Optional<Duration> most) {}

    /** What no flag sets, and why. */
    record Fixed(String profiles, String setting, String reason) {}

    /** What a server is started with, whatever is set. */
    record Launch(String profiles, String server, boolean isFlag, String name, String value) {}

    private static final String ALL = "all";

    /** The tables of this program. */
    static Tables read() {
        return new Tables(
                Knobs.parse("settings.tsv", lines("settings.tsv")),
                rows("flags.tsv", 8).map(Tables::flag).toList(),
                rows("fixed.tsv", 3)
                        .map(row -> new Fixed(row.get(0), row.get(1), row.get(2)))
                        .toList(),
                rows("launch.tsv", 5)
                        .map(row ->
                                new Launch(row.get(0), row.get(1), row.get(2).equals("flag"), row.get(3), row.get(4)))
                        .toList());
    }

    /** The flags of {@code profile}. */
    List<Flag> flags(String profile, Predicate<Flag> which) {
        return flags.stream()
                .filter(flag -> holds(flag.profiles(), profile))
                .filter(which)
                .toList();
    }

    /** What every server called {@code server} is started with in {@code profile}. */
    List<Launch> launches(String profile, String server) {
        return launches.stream()
                .filter(launch ->
                        holds(launch.profiles(), profile) && launch.server().equals(server))
                .toList();
    }

    /** Why {@code setting} cannot be set in {@code profile}; empty if it can. */
    Optional<String> whyFixed(String profile, String setting) {
        return fixed.stream()
                .filter(each ->
                        holds(each.profiles(), profile) && each.setting().equals(setting))
                .map(Fixed::reason)
                .findFirst();
    }

    private static boolean holds(String profiles, String profile) {
        return profiles.equals(ALL) || Arrays.asList(profiles.split("\\+")).contains(profile);
    }

    private static Flag flag(List<String> row) {
        return new Flag(
                row.get(0),
                row.get(1),
                row.get(2),
                row.get(3),
                Unit.named(row.get(4)),
                row.get(5).equals("always"),
                bound(row.get(6)),
                bound(row.get(7)));
    }

    private static Optional<Duration> bound(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(DurationText.parse(text));
    }

    private static java.util.stream.Stream<List<String>> rows(String file, int columns) {
        return lines(file).stream().filter(Knobs::isData).map(Knobs::columns).peek(row -> {
            if (row.size() != columns) {
                throw new IllegalArgumentException(file + ": not " + columns + " columns: " + row);
            }
        });
    }

    private static List<String> lines(String file) {
        var in = Objects.requireNonNull(Tables.class.getResourceAsStream(file), file);
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
