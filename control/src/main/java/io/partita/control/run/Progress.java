package io.partita.control.run;

/** Hears what a run is doing. Called by several threads. */
public interface Progress {

    /** A step of the run begins or something worth a line happened. */
    void line(String text);

    /** The present state of the load, to be shown instead of the one before. Some times a second. */
    void status(Status status);

    /** A state that is told in one line. */
    @FunctionalInterface
    interface Status {

        /** The line, in at most so many columns. */
        String fitting(int columns);
    }
}
