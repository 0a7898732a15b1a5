package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Log;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One TCP connection on which messages leave. A thread connects and writes; another one reads, only to notice the end, also
 * when nothing is sent. There is no limit to silence: packets that are dropped on the way make messages wait here, as
 * long as TCP itself does not give up. Used once; after its end it takes messages and loses them.
 */
final class OutgoingConnection implements AutoCloseable {

    private static final int CONNECT_LIMIT_MILLIS = 5_000;
    private static final int CAPACITY = 10_000;

    private final Address to;
    private final Log log;
    private final int capacity;
    private final Socket socket = new Socket();
    private final Deque<byte[][]> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean idle;
    private boolean over;

    OutgoingConnection(Address to, Log log) {
        this(to, log, CAPACITY);
    }

    OutgoingConnection(Address to, Log log, int capacity) {
        this.to = to;
        this.log = log;
        this.capacity = capacity;
    }

    /** Begins to connect; {@code onEnd} is called once, on a thread of the connection, when it has failed or ended. */
    void open(Runnable onEnd) {
        HttpServer.daemon("to-" + to, () -> {
            try (socket) {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(to.host(), to.port()), CONNECT_LIMIT_MILLIS);
                HttpServer.daemon("from-" + to, this::awaitEnd);
                write();
            } catch (IOException e) {
                // What a connection that ends means is for others to say; that it has ended is all there is to know.
            } finally {
                end();
                onEnd.run();
            }
        });
    }

    /** Hands in the parts of a message, to be sent after all that were handed in before. */
    synchronized void send(byte[]... message) {
        if (over) {
            return;
        }
        waiting.add(message);
        if (waiting.size() > capacity) {
            waiting.remove();
            if (dropped++ % capacity == 0) {
                log.warn("More than " + capacity + " messages wait for " + to + "; dropping the oldest, " + dropped
                        + " so far");
            }
        }
        notifyAll();
    }

    /** Waits until everything is with the kernel, or the connection is over, or {@code System.nanoTime()} is {@code deadline}. */
    synchronized void awaitIdle(long deadline) throws InterruptedException {
        while (!over && !(idle && waiting.isEmpty())) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    @Override
    public void close() {
        end();
    }

    private void write() throws IOException {
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        for (byte[][] message = next(out); message != null; message = next(out)) {
            for (byte[] part : message) {
                out.write(part);
            }
        }
    }

    /** The next message, or null at the end. Sends what is buffered before it waits. */
    private byte[][] next(OutputStream out) throws IOException {
        synchronized (this) {
            if (over) {
                return null;
            }
            if (!waiting.isEmpty()) {
                return waiting.remove();
            }
        }
        out.flush();
        synchronized (this) {
            while (waiting.isEmpty() && !over) {
                idle = true;
                notifyAll();
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts this thread", e);
                }
            }
            idle = false;
            return over ? null : waiting.remove();
        }
    }

    /** Answers mean nothing: a message is lost or not. */
    private void awaitEnd() {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the end, too
        }
        end();
    }

    private synchronized void end() {
        over = true;
        waiting.clear();
        notifyAll();
        try {
            socket.close();
        } catch (IOException e) {
            log.warn("Failed to close the connection to " + to + ": " + e.getMessage());
        }
    }
}
