package io.partita.testbed.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a port of this machine that can be cut: then nothing is closed, but nothing gets through. */
final class SilentLine implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Socket> filling = new CopyOnWriteArrayList<>();
    private final int target;
    private volatile boolean cut;

    SilentLine(int target) throws IOException {
        this.target = target;
        HttpServer.daemon("line", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on, who wants to connect hears nothing, as if packets were dropped: the kernel's queue is full. */
    void cut() throws IOException {
        cut = true;
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", port()), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IOException("this kernel's queue of connections is never full");
    }

    /** New connections get through again; those that were silent are closed. */
    synchronized void mend() throws IOException {
        cut = false;
        for (Socket socket : filling) {
            socket.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        notifyAll();
    }

    private synchronized void awaitMending() {
        try {
            while (cut) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                awaitMending();
                sockets.add(near);
                Socket far = new Socket("127.0.0.1", target);
                sockets.add(far);
                HttpServer.daemon("line-there", () -> carry(near, far));
                HttpServer.daemon("line-back", () -> carry(far, near));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0 && !cut; length = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, length);
            }
            end(from, to);
        } catch (IOException e) {
            end(from, to);
        }
    }

    /** One end is gone, so the other goes; during a cut nothing is heard of that. */
    private void end(Socket... both) {
        if (!cut) {
            try {
                for (Socket socket : both) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        mend();
    }
}
