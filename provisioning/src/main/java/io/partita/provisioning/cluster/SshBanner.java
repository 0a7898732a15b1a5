package io.partita.provisioning.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks whether an SSH server answers. */
final class SshBanner {

    static final int PORT = 22;

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final int ANSWER_MILLIS = 2000;
    private static final String GREETING = "SSH-2.0-";

    private SshBanner() {}

    /** Waits until the server at {@code address} greets, and says whether it did in time. */
    static boolean await(String address) {
        return Waiting.until(LIMIT, INTERVAL, () -> answers(address));
    }

    /** Whether the server at {@code address} greets now. */
    static boolean answers(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            byte[] start = socket.getInputStream().readNBytes(GREETING.length());
            return GREETING.equals(new String(start, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }
}
