package io.partita.workloads.mesos.apps;

import java.util.Arrays;
import java.util.List;

/** What a reading of an app is held to. Changes are held to linearizability among themselves either way. */
enum ReadPromise {
    /**
     * A reading may be stale if a deposed leader answered it, and soon enough. Marathon's leader answers from its memory, and
     * puts no reading to a vote: one that has been replaced and does not know it yet goes on answering with what it remembers.
     * It knows when its own clock says that its ZooKeeper session is over. Nothing that Marathon's documentation
     * says promises more, so this is what is asked unless told otherwise.
     */
    STALE_ALLOWED("stale-allowed"),
    /** Every reading shows all changes that were acknowledged before it began. */
    LINEARIZABLE("linearizable");

    private final String label;

    ReadPromise(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(ReadPromise::label).toList();
    }

    static ReadPromise of(String label) {
        return Arrays.stream(values())
                .filter(promise -> promise.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("reads must be one of " + labels() + ", not " + label));
    }
}
