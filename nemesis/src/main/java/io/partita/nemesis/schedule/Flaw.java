package io.partita.nemesis.schedule;

import java.util.Objects;

/**
 * One thing wrong with faults that were asked for. Immutable.
 *
 * @param what what is wrong, and where
 * @param next what to do
 */
public record Flaw(String what, String next) {
    public Flaw {
        Objects.requireNonNull(what, "what is null");
        Objects.requireNonNull(next, "next is null");
    }
}
