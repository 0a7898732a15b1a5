package io.partita.control.run;

import io.partita.checker.history.Op;

/** Records, and shows what it recorded to whoever watches the run; the watch can neither change nor delay anything. */
record WatchedRecorder(Recorder recorder, RunWatch watch) implements Recorder {

    @Override
    public void meantFor(long time) {
        recorder.meantFor(time);
    }

    @Override
    public void record(Op op) {
        recorder.record(op);
        watch.take(op);
    }

    @Override
    public void flush() {
        recorder.flush();
    }
}
