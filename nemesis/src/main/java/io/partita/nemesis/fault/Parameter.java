package io.partita.nemesis.fault;

import java.util.Objects;

/**
 * Something that can be said about a kind of fault besides its target. Immutable.
 *
 * @param name such as {@code delay}
 * @param usual its value when nothing is said, such as {@code 100ms}; empty for none
 * @param meaning what it is, with its unit and range, for {@code control list nemeses}
 */
public record Parameter(String name, String usual, String meaning) {
    public Parameter {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(usual, "usual is null");
        Objects.requireNonNull(meaning, "meaning is null");
    }
}
