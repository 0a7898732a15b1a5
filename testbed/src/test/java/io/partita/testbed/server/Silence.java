package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A port that answers nothing to who wants to connect, as if packets were dropped: its queue is full. */
final class Silence implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> filling = new ArrayList<>();

    Silence() throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 200);
            } catch (IOException e) {
                return;
            }
        }
        throw new IOException("this kernel's queue of connections is never full");
    }

    Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : filling) {
            socket.close();
        }
        server.close();
    }
}
