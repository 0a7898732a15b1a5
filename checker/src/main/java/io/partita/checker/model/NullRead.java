package io.partita.checker.model;

/** What it means when a read succeeds and its answer is null. */
public enum NullRead {
    /** The register was never written. */
    ABSENT("absent"),
    /** The answer is not known, so the read says nothing: histories of Knossos. */
    ANY("any");

    private final String label;

    NullRead(String label) {
        this.label = label;
    }

    /** The word on the command line. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException if {@code label} is neither {@code any} nor {@code absent} */
    public static NullRead of(String label) {
        for (NullRead value : values()) {
            if (value.label.equals(label)) {
                return value;
            }
        }
        throw new IllegalArgumentException("null-read is \"" + label + "\": expected any or absent");
    }
}
