package io.partita.control.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request exactly as it is written here, and its answer: clients would tidy up what these tests are about.
 *
 * @param status the answer's status
 * @param head its headers, as sent
 * @param body its body
 */
record RawRequest(int status, String head, String body) {

    /** GET for {@code target} with a proper Host. */
    static RawRequest get(int port, String target) {
        return send(port, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    }

    /** Sends these lines, asks for the end of the connection, and reads the answer to its end. */
    static RawRequest send(int port, String lines) {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write((lines + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new RawRequest(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    Optional<String> header(String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst();
    }
}
