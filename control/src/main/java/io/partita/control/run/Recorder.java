package io.partita.control.run;

import io.partita.checker.history.Op;

/** Takes the events of a run in the one order that counts. Called by the scheduler's thread only. */
@FunctionalInterface
interface Recorder {

    /** Takes {@code op}, whose index is one more than that of the event before. */
    void record(Op op);
}
