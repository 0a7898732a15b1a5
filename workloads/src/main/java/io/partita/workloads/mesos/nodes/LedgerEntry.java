package io.partita.workloads.mesos.nodes;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one process of a task wrote about itself, on the run's time line in nanoseconds. It certainly lived from its start to its
 * last beat, and certainly did not after its end, each but for the error. Immutable.
 *
 * @param task the task's id
 * @param app the app's id; empty if it was not told
 * @param version the app's version as Marathon writes it; empty if it was not told
 * @param node where it ran
 * @param port its first port, if it had one
 * @param pid its process id there
 * @param startNs when it began to run; negative before the run began
 * @param lastBeatNs when it last wrote that it lived; its start if it never did
 * @param end its end, if it wrote it: it did not if it was killed, or if it lives
 * @param errorNs how far off these times may be, all by the same
 */
public record LedgerEntry(
        String task,
        String app,
        String version,
        String node,
        OptionalInt port,
        long pid,
        long startNs,
        long lastBeatNs,
        Optional<End> end,
        long errorNs) {

    /**
     * How a process ended.
     *
     * @param atNs when
     * @param how the name of the signal that told it to stop, such as {@code TERM}, or the status that it exited with by itself
     */
    public record End(long atNs, String how) {
        public End {
            Objects.requireNonNull(how, "how is null");
        }

        /** The signal that told it to stop; empty if it ended by itself. */
        public Optional<String> signal() {
            return how.matches("\\d+") ? Optional.empty() : Optional.of(how);
        }

        /** The status that it exited with by itself; empty if a signal told it to. */
        public OptionalInt status() {
            return how.matches("\\d+") ? OptionalInt.of(Integer.parseInt(how)) : OptionalInt.empty();
        }
    }

    public LedgerEntry {
        Objects.requireNonNull(task, "task is null");
        Objects.requireNonNull(app, "app is null");
        Objects.requireNonNull(version, "version is null");
        Objects.requireNonNull(node, "node is null");
        Objects.requireNonNull(port, "port is null");
        Objects.requireNonNull(end, "end is null");
    }

    /** As a value for a history, which does not repeat the node. */
    Object toJson() {
        return Arrays.<Object>asList(
                task,
                app,
                version,
                port.isPresent() ? (Long) (long) port.getAsInt() : null,
                pid,
                startNs,
                lastBeatNs,
                end.map(End::atNs).orElse(null),
                end.map(End::how).orElse(null),
                errorNs);
    }

    static LedgerEntry fromJson(String node, Fields json) {
        List<Fields> of = json.elements(10);
        return new LedgerEntry(
                of.get(0).string(),
                of.get(1).string(),
                of.get(2).string(),
                node,
                of.get(3).isNull()
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.toIntExact(of.get(3).number())),
                of.get(4).number(),
                of.get(5).number(),
                of.get(6).number(),
                of.get(7).isNull()
                        ? Optional.empty()
                        : Optional.of(new End(of.get(7).number(), of.get(8).string())),
                of.get(9).number());
    }
}
