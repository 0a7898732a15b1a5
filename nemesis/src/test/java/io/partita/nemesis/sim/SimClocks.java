package io.partita.nemesis.sim;

import io.partita.provisioning.remote.CommandResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The clocks of a node and of the processes on it, in memory. Each of the latter is read by one process, number 100. */
public final class SimClocks {

    /** How a clock is wrong since when. */
    private record Wrong(String mode, double amount, double everySeconds, long since) {}

    private final World world;
    private final Map<String, Wrong> wrong = new TreeMap<>();
    private final Set<String> unread = new HashSet<>();
    private boolean inert;
    private long nodeOffset;
    private String kernel = "shared it has its kernel in common with the control node";
    private Wrong nodeWrong;

    SimClocks(World world) {
        this.world = world;
    }

    /** From now on clocks are set without effect. */
    public void ignoreSettings() {
        inert = true;
    }

    /** From now on no process goes by {@code file}. */
    public void nobodyReads(String file) {
        unread.add(file);
    }

    /** From now on the node has a kernel, and so a clock, called {@code name}. */
    public void kernelOfItsOwn(String name) {
        kernel = name;
    }

    /** Whether a fault has set the node's own clock and nobody set it right. */
    public boolean nodeIsWrong() {
        return nodeWrong != null;
    }

    /** Sets the node's own clock, without anybody's order. */
    public void setNodeClock(long byMs) {
        nodeOffset = byMs;
    }

    /** The files of the clocks that are wrong. */
    public Set<String> wrong() {
        return wrong.keySet();
    }

    CommandResult set(List<String> words) {
        words.subList(3, words.size())
                .forEach(file -> wrong.put(
                        file,
                        new Wrong(
                                words.get(0),
                                Double.parseDouble(words.get(1)),
                                Double.parseDouble(words.get(2)),
                                world.millis())));
        return SimNode.result(0, "");
    }

    CommandResult kernel() {
        return SimNode.result(0, kernel);
    }

    /** The words are those of a command for files, but for the control node's kernel, and for time in nanoseconds. */
    CommandResult setNode(List<String> words) {
        if (kernel.startsWith("shared")) {
            return SimNode.result(1, "");
        }
        double amount = Double.parseDouble(words.get(2)) / (words.get(1).equals("drift") ? 1 : 1e9);
        nodeWrong = new Wrong(words.get(1), amount, Double.parseDouble(words.get(3)), world.millis());
        return SimNode.result(0, "stopped chronyd\n");
    }

    CommandResult clearNode() {
        nodeWrong = null;
        return SimNode.result(0, "");
    }

    CommandResult checkNode() {
        return SimNode.result(nodeWrong == null ? 0 : 1, nodeWrong == null ? "" : "the clock is wrong");
    }

    CommandResult clear(List<String> files) {
        files.forEach(wrong::remove);
        return SimNode.result(0, "");
    }

    CommandResult check(List<String> files) {
        return SimNode.result(files.stream().anyMatch(wrong::containsKey) ? 1 : 0, "");
    }

    /** A measurement takes two milliseconds. */
    CommandResult read(List<String> files) {
        List<String> lines = new ArrayList<>(List.of("node " + uptime() + " " + nanos(0) + " " + uptime()));
        for (String file : files) {
            lines.add("clock %s %s %s %s %s"
                    .formatted(file, uptime(), nanos(0), nanos(1 + offset(wrong.get(file))), nanos(2)));
            if (!unread.contains(file)) {
                lines.add("reader " + file + " 100");
            }
        }
        return SimNode.result(0, String.join("\n", lines));
    }

    private double offset(Wrong how) {
        if (how == null || inert) {
            return 0;
        }
        long age = world.millis() - how.since();
        return switch (how.mode()) {
            case "bump" -> how.amount() * 1000;
            case "strobe" -> (long) (age / (how.everySeconds() * 1000)) % 2 == 0 ? how.amount() * 1000 : 0;
            case "drift" -> age * how.amount() / 1e6;
            default -> throw new AssertionError(how.mode());
        };
    }

    private String uptime() {
        return "%d.%02d".formatted(1000 + world.millis() / 1000, world.millis() % 1000 / 10);
    }

    private String nanos(double plusMs) {
        return String.valueOf((1_700_000_000_000L + world.millis() + nodeOffset) * 1_000_000
                + Math.round((plusMs + offset(nodeWrong)) * 1e6));
    }
}
