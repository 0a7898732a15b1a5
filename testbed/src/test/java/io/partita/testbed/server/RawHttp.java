package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says exactly what it is told. */
final class RawHttp {

    private RawHttp() {}

    /** Sends {@code text} and reads until the connection ends, for ten seconds at most. */
    static String ask(Address to, String text) throws IOException {
        try (Socket socket = new Socket(to.host(), to.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
