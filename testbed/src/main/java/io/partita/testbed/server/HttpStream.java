package io.partita.testbed.server;

import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Loop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An answer without an end. The component puts texts into a queue and never waits; the connection's thread sends them; another
 * one waits for the client to leave. A client that does not keep up loses its connection.
 */
final class HttpStream implements HttpService.Stream {

    private static final int CAPACITY = 2_000;
    /** Not sent, but the sign to end: no text that is sent is empty. */
    private static final String END = "";

    private final Loop loop;
    private final Socket socket;
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final List<Runnable> onClose = new ArrayList<>();
    private boolean over;

    HttpStream(Loop loop, Socket socket) {
        this.loop = loop;
        this.socket = socket;
    }

    @Override
    public void send(String text) {
        if (!text.isEmpty() && !queue.offer(text)) {
            hangUp();
        }
    }

    @Override
    public synchronized void onClose(Runnable action) {
        if (over) {
            loop.execute(action);
        } else {
            onClose.add(action);
        }
    }

    @Override
    public void close() {
        if (!queue.offer(END)) {
            hangUp();
        }
    }

    /** Sends {@code head} and what comes, until the client is gone, maybe before it began, or the component has closed. */
    void pump(byte[] head, InputStream in, OutputStream out, boolean chunked) throws IOException {
        Thread watcher = HttpServer.daemon("http-watch-" + socket.getPort(), () -> awaitDeparture(in));
        try {
            out.write(head);
            out.flush();
            for (String text = queue.take(); text != END; text = queue.take()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                if (chunked) {
                    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                out.write(bytes);
                if (chunked) {
                    out.write(new byte[] {'\r', '\n'});
                }
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
            if (chunked) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } finally {
            ended();
            socket.close();
            watcher.interrupt();
        }
    }

    private void awaitDeparture(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // gone in another way
        }
        // Whoever sends next fails; whoever waits for something to send wakes up.
        hangUp();
        queue.clear();
        queue.offer(END);
    }

    private synchronized void ended() {
        over = true;
        onClose.forEach(loop::execute);
        onClose.clear();
    }

    private void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
