package io.partita.testbed.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a port of this machine that can be cut: then nothing is closed, but nothing gets through. */
final class SilentLine implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean cut;

    SilentLine(int target) throws IOException {
        this.target = target;
        HttpServer.daemon("line", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    /** New connections get through again; those that were silent are closed. */
    void mend() throws IOException {
        cut = false;
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                sockets.add(near);
                if (!cut) {
                    Socket far = new Socket("127.0.0.1", target);
                    sockets.add(far);
                    HttpServer.daemon("line-there", () -> carry(near, far));
                    HttpServer.daemon("line-back", () -> carry(far, near));
                }
            } catch (IOException e) {
                // The far end is away, or this line is closed: whoever asked finds out.
                cut = cut || listener.isClosed();
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
