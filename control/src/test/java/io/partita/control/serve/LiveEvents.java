package io.partita.control.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A live view, in HTTP 1.0, where nothing stands between the lines of an answer. */
final class LiveEvents implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    LiveEvents(int port) throws IOException {
        socket = RawRequest.open(port);
        socket.getOutputStream()
                .write("GET /live/events HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The first event from now on that has this state, or is as wanted. */
    JsonNode next(String state) throws IOException {
        return next(event -> event.get("state").stringValue().equals(state));
    }

    JsonNode next(Predicate<JsonNode> wanted) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("data: ")) {
                JsonNode event = JsonMapper.shared().readTree(line.substring(6));
                if (wanted.test(event)) {
                    return event;
                }
            }
        }
        throw new AssertionError("the events ended before the one that was wanted");
    }

    /** What comes until the end of the connection. */
    String rest() {
        try {
            StringBuilder all = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                all.append(line).append('\n');
            }
            return all.toString();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (IOException e) {
            return "cut off";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
