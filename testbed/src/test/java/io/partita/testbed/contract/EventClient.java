package io.partita.testbed.contract;

import io.partita.testbed.messages.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads a stream of events, on a thread of its own, until it is closed. */
final class EventClient implements AutoCloseable {

    private final Socket socket;
    private final StringBuffer text = new StringBuffer();

    EventClient(Address server) throws IOException {
        socket = new Socket(server.host(), server.port());
        String request = "GET /v2/events HTTP/1.1\r\nHost: " + server + "\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // closed, by either side: what came is all there is
        }
    }

    /** All that came so far, the head of the answer before the events. */
    String text() {
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
