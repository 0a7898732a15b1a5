package io.partita.nemesis.crash;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a node is like, as read by a program that knows nothing of faults and of healing: firewalls of both families and
 * back ends, queues, addresses, mounts, stopped and frozen processes, programs, files, and how far its clock is off.
 * Immutable.
 *
 * @param sections the lines of each section, by name
 */
record Snapshot(Map<String, List<String>> sections) {

    private static final String SCRIPT = text("snapshot.sh");
    private static final double TOLERATED_SECONDS = 1;
    /** The only section of a node that could not be read. */
    private static final String AWAY = "away";
    /** When the first process began; not a difference by itself. */
    private static final String BOOT = "boot";

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Snapshot.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node of which nothing can be read, and why. */
    static Snapshot away(String why) {
        return new Snapshot(Map.of(AWAY, List.of(why)));
    }

    /**
     * Of one node; one that cannot be reached has nothing that could be read, which is told as a difference. {@code directories}
     * are those whose files nobody changes, separated by blanks.
     */
    static Snapshot of(Remote remote, String directories) {
        try {
            return read(remote, directories);
        } catch (RemoteException e) {
            return away(e.getMessage());
        }
    }

    private static Snapshot read(Remote remote, String directories) {
        double before = now();
        String said = remote.require(Command.script(SCRIPT, directories).within(Duration.ofSeconds(60)))
                .stdout();
        double after = now();
        var sections = new LinkedHashMap<String, List<String>>();
        List<String> lines = List.of();
        for (String line : said.lines().toList()) {
            if (line.startsWith("=== ")) {
                lines = new ArrayList<>();
                sections.put(line.substring(4), lines);
            } else {
                lines.add(line);
            }
        }
        double time = Double.parseDouble(sections.get("time").get(0));
        boolean right = time > before - TOLERATED_SECONDS && time < after + TOLERATED_SECONDS;
        sections.put("time", List.of(right ? "right" : "off by %.1f s".formatted(time - after)));
        return new Snapshot(sections);
    }

    /** Whether anything could be read: the node was on, and not frozen. */
    boolean isRead() {
        return !sections.containsKey(AWAY);
    }

    boolean isOfTheSameBootAs(Snapshot other) {
        return Objects.equals(sections.get(BOOT), other.sections.get(BOOT));
    }

    /** What of {@code later} is not as here, in words; empty if nothing. */
    List<String> differences(Snapshot later) {
        if (!later.isRead()) {
            return List.of("cannot be read: " + later.sections.get(AWAY).get(0));
        }
        var differences = new ArrayList<String>();
        sections.forEach((name, lines) -> {
            if (name.equals(BOOT)) {
                return;
            }
            List<String> others = later.sections.getOrDefault(name, List.of());
            if (!lines.equals(others)) {
                lines(name + " lacks", lines, others, differences);
                lines(name + " has", others, lines, differences);
                if (Set.copyOf(lines).equals(Set.copyOf(others))) {
                    differences.add(name + " has another order");
                }
            }
        });
        return differences;
    }

    private static void lines(String what, List<String> these, List<String> those, List<String> differences) {
        Set<String> only = new LinkedHashSet<>(these);
        those.forEach(only::remove);
        only.forEach(line -> differences.add(what + ": " + line));
    }

    /** What of every node is not as it was, in words; empty if nothing. */
    static List<String> differences(Map<String, Snapshot> before, Map<String, Snapshot> after) {
        var all = new ArrayList<String>();
        before.forEach((node, snapshot) ->
                snapshot.differences(after.get(node)).forEach(difference -> all.add(node + ": " + difference)));
        return all;
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }
}
