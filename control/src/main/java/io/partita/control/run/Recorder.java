package io.partita.control.run;

import io.partita.checker.history.Op;

/** Takes the events of a run in the one order that counts. Called by the scheduler's thread only. */
interface Recorder {

    /** Takes {@code op}, whose index is one more than that of the event before. */
    void record(Op op);

    /** The next event, an invocation, was meant for {@code time}, in ns since the run began: now or earlier. */
    default void meantFor(long time) {}

    /** Makes everything taken so far survive the death of this process. Called whenever the scheduler would wait. */
    void flush();
}
