package io.partita.control.run;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Passes everything on, and keeps the steps, but not the passing states, in the run's log. */
record LoggedProgress(Progress listener) implements Progress {

    private static final Logger LOG = LogManager.getLogger(LoggedProgress.class);

    @Override
    public void line(String text) {
        LOG.info(text);
        listener.line(text);
    }

    @Override
    public void status(Status status) {
        listener.status(status);
    }
}
