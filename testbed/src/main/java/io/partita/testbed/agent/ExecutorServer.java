package io.partita.testbed.agent;

import io.partita.testbed.executor.Wire;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Loop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where executors connect to their agent: on loopback, on a port that the system chooses. One thread for each of them
 * reads, and tells what it read on the loop; lines to executors are so short that writing them does not wait.
 */
final class ExecutorServer {

    private static final int BACKLOG = 200;

    private final Loop loop;
    private final ExecutorLauncher.Listener listener;
    private final ServerSocket socket;
    /** By container. Used on the loop only. */
    private final Map<String, Socket> connections = new HashMap<>();
    /** What is to be done when a connection has been read to its end. */
    private final Map<String, Runnable> afterwards = new HashMap<>();

    ExecutorServer(Loop loop, ExecutorLauncher.Listener listener) {
        this.loop = loop;
        this.listener = listener;
        try {
            socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for executors", e);
        }
        thread("executors", this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Says something to an executor; nobody hears it if that is not connected. */
    void say(String container, String... fields) {
        Socket connection = connections.get(container);
        if (connection != null) {
            try {
                connection.getOutputStream().write(Wire.line(fields).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Its thread notices, and forgets the connection.
            }
        }
    }

    /** Runs {@code action} once everything is told that this executor said, which has ended. */
    void afterWhatWasSaid(String container, Runnable action) {
        if (connections.containsKey(container)) {
            afterwards.put(container, action);
        } else {
            action.run();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                thread("executor", () -> read(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException("cannot accept executors", e);
                }
            }
        }
    }

    /** Breaks all connections. */
    void close() {
        try {
            socket.close();
            for (Socket connection : connections.values()) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close", e);
        }
    }

    private void read(Socket connection) {
        String container = null;
        try (connection) {
            connection.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = Wire.fields(line);
                Optional<Runnable> said = container == null ? first(connection, fields) : understood(container, fields);
                if (said.isEmpty()) {
                    // Whoever it is that says such things is not an executor of ours.
                    break;
                }
                container = container == null ? fields[1] : container;
                loop.execute(said.get());
            }
        } catch (IOException e) {
            // The executor is gone.
        }
        if (container != null) {
            String speaker = container;
            loop.execute(() -> ended(speaker, connection));
        }
    }

    /** What a connection's first line, its registration, asks for; empty if it is anything else. */
    private Optional<Runnable> first(Socket connection, String[] fields) {
        try {
            String container = fields[1];
            long pid = Long.parseLong(fields[2]);
            return fields[0].equals(Wire.REGISTER)
                    ? Optional.of(() -> {
                        connections.put(container, connection);
                        listener.registered(container, pid);
                    })
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** What a further line asks for; empty if it makes no sense. */
    private Optional<Runnable> understood(String container, String[] fields) {
        try {
            return switch (fields[0]) {
                case Wire.UPDATE -> {
                    var report = new ExecutorLauncher.Report(
                            Integer.parseInt(fields[1]),
                            TaskState.valueOf(fields[2]),
                            fields[4],
                            Double.parseDouble(fields[3]));
                    yield Optional.of(() -> listener.updated(container, report));
                }
                case Wire.LEFT -> {
                    int processes = Integer.parseInt(fields[1]);
                    yield Optional.of(() -> listener.leftBehind(container, processes));
                }
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private void ended(String container, Socket connection) {
        if (connections.remove(container, connection)) {
            Runnable action = afterwards.remove(container);
            if (action != null) {
                action.run();
            }
        }
    }

    private static void thread(String name, Runnable action) {
        Thread thread = new Thread(null, action, name, 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }
}
