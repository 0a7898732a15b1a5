package io.partita.provisioning.system;

import java.util.ArrayList;
import java.util.List;

/**
 * The clock of some processes on a node: libfaketime, preloaded into them, adds to the time of day that they read what a
 * file says, such as {@code +30.000} seconds. Without that file they read the true time. The kernel's clock, which local
 * nodes share, is never touched, and neither is the monotonic clock of these processes. Immutable.
 *
 * <p>The settings are measured with Java 17 and Debian's libfaketime 0.9.10. Its fix for monotonic clocks, which Debian
 * switches on, makes every timed wait of a Java machine end at once when the monotonic clock is left alone, so it is
 * switched off; then waits last as long as they should. The file is read at every look at the clock, which costs 20 to 50
 * microseconds in place of 0.1: a cache would hide a change for a second or more. Time stamps of files stay the kernel's.
 *
 * @param file absolute path on the node
 */
public record ProcessClock(String file) {

    /** Where these files are; exists only while a clock is wrong. */
    public static final String DIRECTORY = "/run/partita-clock";

    /** The library, as the dynamic linker finds it: it puts its own directory for {@code $LIB}. */
    public static final String LIBRARY = "/usr/$LIB/faketime/libfaketimeMT.so.1";

    /** The clock of the daemon in {@code directory}. */
    public static ProcessClock of(String directory) {
        return new ProcessClock(DIRECTORY + "/" + directory.substring(1).replace('/', '-'));
    }

    /** What a process that reads this clock has in its environment, each {@code NAME=VALUE}. */
    public List<String> environment() {
        return List.of(
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "NO_FAKE_STAT=1",
                "LD_PRELOAD=" + LIBRARY);
    }

    /** The command that runs {@code argv} by this clock. */
    public List<String> running(List<String> argv) {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(environment());
        command.addAll(argv);
        return command;
    }
}
