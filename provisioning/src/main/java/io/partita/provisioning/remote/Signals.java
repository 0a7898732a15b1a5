package io.partita.provisioning.remote;

import java.util.Map;
import java.util.Optional;

/** The signals that POSIX numbers, and Linux's numbers of those that commonly end a process. */
final class Signals {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(6, "ABRT"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"));

    private Signals() {}

    /** The name, without SIG, of the signal with this number. */
    static Optional<String> name(int number) {
        return Optional.ofNullable(NAMES.get(number));
    }
}
