package io.partita.nemesis.crash;

/** Where in the life of a fault its control process is to be killed. */
enum Phase {
    /** Nodes are read, targets are drawn; nothing is written down. */
    BEFORE_INTENT("before the intent", 60),
    /** The intent is on disk, no node knows of it yet, or some do. */
    ARMING("intent to arm", 15),
    /** The nodes have their timers, and the fault is made and measured. */
    INJECTING("injecting", 300),
    /** The fault is proven active. */
    ACTIVE("active", 300),
    /** The fault is being ended, measured and disarmed. */
    HEALING("healing", 200),
    /** It is healed; others beside it are being healed. */
    AFTERWARDS("afterwards", 200),
    /** Wherever the clock says. */
    ANYWHERE("anywhere", 3000);

    private final String words;
    private final int millis;

    Phase(String words, int millis) {
        this.words = words;
        this.millis = millis;
    }

    /** How long the kill comes at the latest after the phase has begun, in ms: about as long as the phase lasts. */
    int millis() {
        return millis;
    }

    @Override
    public String toString() {
        return words;
    }
}
