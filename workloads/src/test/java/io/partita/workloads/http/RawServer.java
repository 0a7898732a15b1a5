package io.partita.workloads.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that reads one request a connection and then does with the connection whatever a test wants. */
public final class RawServer implements AutoCloseable {

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Behaviour {

        /** @param request head and body as they came; the connection is closed afterwards */
        void serve(String request, Socket connection) throws Exception;
    }

    private final ServerSocket socket;
    private final boolean reads;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RawServer(boolean reads, Behaviour behaviour) throws IOException {
        this.reads = reads;
        this.behaviour = behaviour;
        this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    public static RawServer of(Behaviour behaviour) throws IOException {
        return new RawServer(true, behaviour);
    }

    /** One that does not even read. */
    static RawServer deaf(Behaviour behaviour) throws IOException {
        return new RawServer(false, behaviour);
    }

    /** One that answers {@code bytes} to whatever it is asked. */
    public static RawServer answering(String bytes) throws IOException {
        return of((request, connection) -> write(connection, bytes));
    }

    /** A whole answer with a fitting length. */
    public static String answer(String statusAndHeaders, String body) {
        return "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + body;
    }

    public static void write(Socket connection, String bytes) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(bytes.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** Heads and bodies, in the order in which they came. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String request = reads ? read(connection) : "";
            requests.add(request);
            behaviour.serve(request, connection);
        } catch (Exception e) {
            // The client has what it needs and has gone, or the test is over.
        }
    }

    private static String read(Socket connection) throws IOException {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        var request = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        request.append('\n');
        for (int left = length; left > 0; left--) {
            request.append((char) in.read());
        }
        return request.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
