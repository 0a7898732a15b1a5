package io.partita.checker.history;

/** What an event in a history says about its operation. */
public enum OpType {
    /** The operation begins: it may take effect from here on. */
    INVOKE("invoke"),
    /** The operation happened, exactly once, between its invocation and this event. */
    OK("ok"),
    /** The operation did not happen and never will. */
    FAIL("fail"),
    /** Nobody knows: the operation may take effect at any later time, or never. */
    INFO("info");

    private final String label;

    OpType(String label) {
        this.label = label;
    }

    /** The lower-case word that stands for this type in files. */
    public String label() {
        return label;
    }

    /** As {@link #of}, with the exception for files. */
    static OpType read(String label) {
        return switch (label) {
            case "invoke" -> INVOKE;
            case "ok" -> OK;
            case "fail" -> FAIL;
            case "info" -> INFO;
            default -> throw new HistoryException(unknown(label));
        };
    }

    /**
     * The type that {@code label} names.
     *
     * @throws IllegalArgumentException if no type has this label
     */
    public static OpType of(String label) {
        for (OpType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new IllegalArgumentException(unknown(label));
    }

    private static String unknown(String label) {
        return "unknown event type \"" + label + "\": expected one of invoke, ok, fail, info";
    }
}
