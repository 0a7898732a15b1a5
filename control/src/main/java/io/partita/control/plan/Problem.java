package io.partita.control.plan;

import java.util.Objects;

/**
 * One thing wrong with what the user asked for.
 *
 * @param what what is wrong, naming the option
 * @param next what to do
 */
public record Problem(String what, String next) {
    public Problem {
        Objects.requireNonNull(what, "what is null");
        Objects.requireNonNull(next, "next is null");
    }

    @Override
    public String toString() {
        return what + "\n    " + next;
    }
}
