package io.partita.workloads.mesos.observe;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The life of one task's main process, as far as the history proves it. Times are on the run's time line, ns. Immutable.
 *
 * @param task the task's id
 * @param app the app's id; empty if the process was not told
 * @param node where it ran
 * @param pid its process id there
 * @param version the app's version that it was started for, as it was told; empty if it did not write it
 * @param port its first port, if it wrote one
 * @param start when it began: written by itself, or else when it was first seen
 * @param lastSeen when it last certainly lived
 * @param end its end; empty if it lived when the history ended, or nobody looked
 */
public record TaskLife(
        String task,
        String app,
        String node,
        long pid,
        String version,
        OptionalInt port,
        long start,
        long lastSeen,
        Optional<End> end) {

    /** What ended a life. */
    public enum Cause {
        /** An operation of ours sent SIGKILL behind the back of Mesos. */
        STRUCK,
        /** It was told to stop by a signal. */
        TOLD,
        /** It exited by itself. */
        EXITED,
        /** It is gone and left no word: SIGKILL from somebody else, or the end of its machine. */
        VANISHED
    }

    /**
     * The end of a life.
     *
     * @param time when it was certainly over
     * @param cause what ended it
     * @param how the name of a signal or an exit status, if it wrote one; else empty
     */
    public record End(long time, Cause cause, String how) {
        public End {
            Objects.requireNonNull(cause, "cause is null");
            Objects.requireNonNull(how, "how is null");
        }
    }

    public TaskLife {
        Objects.requireNonNull(task, "task is null");
        Objects.requireNonNull(app, "app is null");
        Objects.requireNonNull(node, "node is null");
        Objects.requireNonNull(version, "version is null");
        Objects.requireNonNull(port, "port is null");
        Objects.requireNonNull(end, "end is null");
    }

    /** Whether it certainly lived at {@code time}. */
    public boolean livedAt(long time) {
        return start <= time && time <= lastSeen;
    }

    /** Whether it may have lived at {@code time}. */
    public boolean mayHaveLivedAt(long time) {
        return start <= time && end.map(last -> time < last.time()).orElse(true);
    }
}
