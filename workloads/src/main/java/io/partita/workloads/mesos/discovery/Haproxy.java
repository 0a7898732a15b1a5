package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.cluster.DebianPackages;
import io.partita.provisioning.cluster.LocalService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real load balancer on this machine, HAProxy with a configuration of our own, that is told of the instances behind it
 * while it runs. It listens on the loopback interface only, and ends with the run. Safe for use by several threads.
 *
 * <p>It has a fixed number of places for servers, all closed at first. What it is told goes through its administration socket,
 * so nothing is reloaded and no connection is cut that need not be.
 */
final class Haproxy implements AutoCloseable {

    static final String PACKAGE = "haproxy";

    private static final Logger LOG = LoggerFactory.getLogger(Haproxy.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    /** Somebody may take the port between our looking for a free one and its use. */
    private static final int ATTEMPTS = 3;

    private final Path directory;
    private final LocalService service;
    private final HaproxySocket socket;
    private final int port;
    /** The place of each address that is served, and the places that are free. */
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private final Deque<Integer> free = new ArrayDeque<>();

    private Haproxy(Path directory, LocalService service, HaproxySocket socket, int port, int size) {
        this.directory = directory;
        this.service = service;
        this.socket = socket;
        this.port = port;
        for (int place = 1; place <= size; place++) {
            free.add(place);
        }
    }

    /**
     * Starts one, after installing its Debian package if this machine lacks it and allows that.
     *
     * @param size how many instances it can serve at a time
     * @throws IllegalStateException if there is none, or it does not start; says what to do
     */
    static Haproxy start(int size) throws InterruptedException {
        Path program = program();
        try {
            Path directory = Files.createTempDirectory("partita-haproxy-");
            IllegalStateException problem = null;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    return start(program, directory, size);
                } catch (IllegalStateException e) {
                    problem = e;
                }
            }
            delete(directory);
            throw problem;
        } catch (IOException e) {
            throw new IllegalStateException("HAProxy's files cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path program() {
        if (LocalService.program(PACKAGE).isEmpty() && DebianPackages.canInstall()) {
            LOG.info("installing the Debian package {}", PACKAGE);
            DebianPackages.install(List.of(PACKAGE));
        }
        return LocalService.program(PACKAGE)
                .orElseThrow(() -> new IllegalStateException("this machine has no HAProxy, through which requests are"
                        + " to go. Install it (apt-get install " + PACKAGE
                        + "), or run without it: --workload-option balancer=none"));
    }

    private static Haproxy start(Path program, Path directory, int size) throws IOException, InterruptedException {
        int port;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        Path address = directory.resolve("admin.sock");
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, configuration(address, port, size));
        // In the foreground, without a master process.
        LocalService service = LocalService.start(
                List.of(program.toString(), "-db", "-f", configuration.toString()), directory.resolve("haproxy.log"));
        var balancer = new Haproxy(directory, service, new HaproxySocket(address), port, size);
        try {
            balancer.awaitReady();
            return balancer;
        } catch (IllegalStateException | InterruptedException e) {
            service.close();
            throw e;
        }
    }

    /** What it is started with. */
    static String configuration(Path socket, int port, int size) {
        return String.join(
                "\n",
                "global",
                "    stats socket " + socket + " mode 600 level admin",
                "    maxconn 256",
                "    nbthread 1",
                "defaults",
                "    mode http",
                "    timeout connect 1s",
                "    timeout client 5s",
                "    timeout server 5s",
                // As bridges between Marathon and HAProxy set it: the last attempt goes to another server.
                "    retries 3",
                "    option redispatch",
                "frontend app",
                "    bind 127.0.0.1:" + port,
                "    default_backend instances",
                "backend instances",
                "    balance roundrobin",
                "    server-template task 1-" + size + " 127.0.0.1:1 disabled",
                "");
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            if (!service.isRunning()) {
                throw new IllegalStateException("HAProxy ended at once: " + service.output());
            }
            try {
                socket.command("show info");
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("HAProxy does not answer at its socket: " + e.getMessage(), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Where requests go. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /**
     * Serves exactly these addresses from now on, as far as there are places.
     *
     * @param addresses each {@code address:port}, the address in numbers
     * @return how many are served
     * @throws IOException if it does not do what it is told
     */
    synchronized int serve(Set<String> addresses) throws IOException {
        List<String> commands = new ArrayList<>();
        Set<String> gone = new LinkedHashSet<>(places.keySet());
        gone.removeAll(addresses);
        for (String address : gone) {
            int place = places.remove(address);
            free.add(place);
            commands.add("set server instances/task" + place + " state maint");
        }
        for (String address : addresses) {
            if (!places.containsKey(address) && !free.isEmpty()) {
                int place = free.remove();
                places.put(address, place);
                int colon = address.lastIndexOf(':');
                commands.add("set server instances/task" + place + " addr " + address.substring(0, colon) + " port "
                        + address.substring(colon + 1));
                commands.add("set server instances/task" + place + " state ready");
            }
        }
        for (String command : commands) {
            socket.set(command);
        }
        return places.size();
    }

    @Override
    public void close() {
        service.close();
        try {
            delete(directory);
        } catch (IOException e) {
            throw new IllegalStateException("HAProxy's files remain in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path directory) throws IOException {
        for (String file : List.of("admin.sock", "haproxy.cfg", "haproxy.log")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        Files.deleteIfExists(directory);
    }
}
