package io.partita.control.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Where the program begins. Uses nothing but the JDK and {@link Main}, so that whatever is wrong with the rest, even a
 * library that is missing, ends with our status for a bug and not with the virtual machine's 1, which means "invalid".
 */
public final class Program {

    private Program() {}

    public static void main(String[] args) {
        StandardStreams streams = StandardStreams.install();
        int status = exitStatus(args);
        System.out.flush();
        System.exit(streams.loss().map(Program::lost).orElse(status));
    }

    /** A result that nobody can read is none. */
    private static int lost(String why) {
        System.err.println("control: cannot write standard output: " + why);
        return ExitCodes.INFRASTRUCTURE;
    }

    private static int exitStatus(String[] args) {
        try {
            return Main.run(args);
        } catch (Throwable e) {
            return bug(e);
        }
    }

    /** Tells of a failure that is no user's fault. */
    static int bug(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return outOfMemory();
            }
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        System.err.println("control: a bug in this program, please report it with this trace:\n" + trace);
        return ExitCodes.INTERNAL;
    }

    private static int outOfMemory() {
        System.err.println("control: out of memory: Java has "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB\n    Give it more: CONTROL_OPTS=-Xmx8g control ...");
        return ExitCodes.INFRASTRUCTURE;
    }
}
