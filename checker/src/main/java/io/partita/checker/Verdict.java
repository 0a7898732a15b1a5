package io.partita.checker;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * What a checker concludes. Of several verdicts the worst holds: invalid, then unknown, then valid.
 *
 * <p>The constants stand in order of severity.
 */
public enum Verdict {
    /** The property holds, and there was enough evidence to say so. */
    VALID("valid"),
    /** Nothing can be concluded: a budget ran out, a checker failed, or the evidence is too thin. */
    UNKNOWN("unknown"),
    /** The property is violated; the violation is proven by the history. */
    INVALID("invalid");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** The lower-case word that stands for this verdict in files and on the command line. */
    public String label() {
        return label;
    }

    /** The verdict for which {@code label} stands, if it is one. */
    public static Optional<Verdict> labelled(String label) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.label.equals(label))
                .findFirst();
    }

    /** The worse of the two. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The worst of {@code verdicts}; {@link #VALID} for none. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().reduce(VALID, Verdict::and);
    }
}
