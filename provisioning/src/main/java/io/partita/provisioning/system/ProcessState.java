package io.partita.provisioning.system;

/** What the kernel of a node says about a system's main process there. */
public enum ProcessState {
    /** It exists and is not stopped. */
    RUNNING,
    /** It exists and is stopped by a signal or a freezer. */
    PAUSED,
    /** It does not exist, or is a zombie. */
    DEAD;

    /** The state that the kernel's letter in {@code /proc/PID/stat} stands for; no letter stands for no process. */
    public static ProcessState ofLetter(String letter) {
        return switch (letter) {
            case "T", "t" -> PAUSED;
            case "X", "Z", "" -> DEAD;
            default -> RUNNING;
        };
    }
}
