package io.partita.testbed.executor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The connection to the agent, made again whenever it is lost. Where the agent listens is read anew for every attempt, for
 * a restarted agent may listen elsewhere.
 */
final class AgentConnection extends Thread {

    /** What its owner hears, on the connection's thread. */
    interface Listener {

        void connected(Line line);

        void received(String[] fields);

        void disconnected();
    }

    /** One connection, as long as it lasts. */
    static final class Line {

        private final Socket socket;

        private Line(Socket socket) {
            this.socket = socket;
        }

        /** Says {@code text}; nothing happens if the connection is lost. */
        void say(String text) {
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The reading side ends by itself, and tells.
            }
        }
    }

    private static final int CONNECT_LIMIT_MILLIS = 1000;

    private final Path address;
    private final long retryMillis;
    private final Listener listener;

    AgentConnection(Path address, long retryMillis, Listener listener) {
        super("agent");
        this.address = address;
        this.retryMillis = retryMillis;
        this.listener = listener;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            while (true) {
                converse();
                sleep(retryMillis);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void converse() {
        boolean connected = false;
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(new String(Files.readAllBytes(address), StandardCharsets.US_ASCII).strip());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            connected = true;
            listener.connected(new Line(socket));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                listener.received(Wire.fields(line));
            }
        } catch (IOException | NumberFormatException e) {
            // No agent there, or none any more: the caller tries again.
        }
        if (connected) {
            listener.disconnected();
        }
    }
}
