package io.partita.testbed.server;

/** The words that the server puts behind a status. */
public final class Reasons {

    private Reasons() {}

    public static String of(int status) {
        return HttpConnection.reason(status);
    }
}
