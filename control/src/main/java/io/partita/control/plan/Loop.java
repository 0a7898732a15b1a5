package io.partita.control.plan;

import java.util.Locale;

/** What makes an operation begin. */
public enum Loop {
    /** A thread goes on when its operation has ended: a slow system gets less to do. */
    CLOSED,
    /** Operations come at times of their own and wait for a thread: a slow system gets as much to do as a fast one. */
    OPEN;

    /** The word on the command line and in stored plans. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
