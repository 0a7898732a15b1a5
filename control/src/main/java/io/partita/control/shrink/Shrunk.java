package io.partita.control.shrink;

import java.util.List;

/**
 * What came of shrinking. Immutable.
 *
 * @param parts the smallest list found that fails; the whole one if it never failed
 * @param tally how often that failed
 * @param runs how many runs were made in all
 * @param ending why no more were made
 */
public record Shrunk<T>(List<T> parts, Tally tally, int runs, Ending ending) {

    /** Why shrinking ended. */
    public enum Ending {
        /** No part can be left out any more. */
        SMALLEST("no part of it can be left out"),
        /** The whole list did not fail, so there was nothing to shrink. */
        NOT_REPRODUCED("the failure did not come again"),
        /** There was no time for more. */
        BUDGET("the time for it was up: there may be a smaller one"),
        /** Somebody ended it. */
        INTERRUPTED("it was not finished: there may be a smaller one");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        /** A clause for people. */
        public String words() {
            return words;
        }
    }

    public Shrunk {
        parts = List.copyOf(parts);
    }

    /** Whether {@link #parts} failed at all. */
    public boolean reproduced() {
        return tally.failed() > 0;
    }
}
