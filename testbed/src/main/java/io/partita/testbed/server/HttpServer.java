package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An HTTP/1.1 server on one port with a thread for each connection. It is of our own making because answers must go out with
 * headers in the order and case that the component gave them, a client that left a stream must be noticed without sending,
 * and an idle connection must stand as long as its client wants: messages between components come over such ones. The
 * JDK's server does none of these.
 */
final class HttpServer implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final Loop loop;
    private final Log log;
    private final HttpService service;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private HttpServer(ServerSocket listener, Loop loop, Log log, HttpService service) {
        this.listener = listener;
        this.loop = loop;
        this.log = log;
        this.service = service;
    }

    /**
     * Begins to serve.
     *
     * @param loop where clients' departures are told
     * @param service called on the connections' own threads; may answer from any
     * @throws IOException if the port cannot be had
     */
    static HttpServer listen(Address address, Loop loop, Log log, HttpService service) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address.host(), address.port()), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        HttpServer server = new HttpServer(listener, loop, log, service);
        daemon("accept-" + address.port(), server::accept);
        return server;
    }

    /** Where it listens, with the port that it was given if it asked for any. */
    Address address() {
        return new Address(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    static Thread daemon(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                if (listener.isClosed()) {
                    socket.close();
                }
                daemon("http-" + socket.getPort(), () -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    // Such as too many open files: clients that wait are better than a server that is gone.
                    log.warn("Failed to accept a connection: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            new HttpConnection(socket, loop, service).serve();
        } catch (IOException e) {
            // The client is gone: there is nobody left to tell.
        } finally {
            connections.remove(socket);
        }
    }

    /** Closes the port and all connections, as the end of the process does. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
