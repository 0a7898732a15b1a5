package io.partita.testbed.contract;

import io.partita.testbed.messages.Address;
import io.partita.testbed.server.Ports;
import io.partita.testbed.server.RawHttp;
import io.partita.testbed.server.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/**
 * Servers of the distribution as processes on the loopback device, over a ZooKeeper. Whatever they started, and they
 * themselves, end when this is closed, or at the latest with the Java that runs this.
 */
final class Cluster implements AutoCloseable {

    private static final Path DIST = Path.of("target", "dist");

    /** Milliseconds; sessions last two of them at least. */
    private static final int TICK = 500;

    private final Path node;
    private final TestingServer zooKeeper;
    private final List<Server> servers = new ArrayList<>();
    private final Set<ProcessHandle> orphans = new HashSet<>();
    private final Thread atExit = new Thread(this::end);

    /** A server that was made here, and where it is. */
    record Member(Server server, Address address, Address http) {}

    /** @param node an empty directory */
    Cluster(Path node) throws Exception {
        this.node = node;
        Server.copy(DIST, node);
        zooKeeper = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK, -1), true);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    String ensemble() {
        return zooKeeper.getConnectString();
    }

    /** Starts a server called {@code name} with {@code options} beside those that every server needs. */
    Member start(String name, String role, String... options) throws IOException {
        Address address = Ports.vacant();
        Address http = role.equals("marathon") ? Ports.vacant() : address;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("node", address.host());
        all.put("address", address.host());
        all.put("port", Integer.toString(address.port()));
        all.put("zookeeper", ensemble());
        all.put("quorum", "1");
        all.put("work.dir", node.resolve(name).resolve("work").toString());
        all.put("log", node.resolve(name).resolve("log").toString());
        if (!http.equals(address)) {
            all.put("http.port", Integer.toString(http.port()));
        }
        for (String option : options) {
            String[] parts = option.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        Server server = new Server(
                node,
                name,
                role,
                all.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toList());
        servers.add(server);
        return new Member(server.started(), address, http);
    }

    /** Ends a server as SIGKILL does; what it started lives on. */
    void kill(Member member) throws InterruptedException {
        member.server().process().descendants().forEach(orphans::add);
        member.server().kill();
    }

    /** Asks {@code server} something. */
    static Answer ask(Address server, String method, String path, String accept, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        request.append("Host: ")
                .append(server)
                .append("\r\nAccept: ")
                .append(accept)
                .append("\r\n");
        if (content.length > 0) {
            request.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        request.append("\r\n").append(new String(content, StandardCharsets.ISO_8859_1));
        String answer = RawHttp.exchange(server, request.toString());
        return Answer.parse(new String(answer.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    static Answer get(Address server, String path) throws IOException {
        return ask(server, "GET", path, "*/*", "");
    }

    /** Whether {@code server} answers with 200 and a text that contains {@code text}. */
    static boolean says(Address server, String path, String text) {
        try {
            Answer answer = get(server, path);
            return answer.status() == 200 && answer.body().contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
        zooKeeper.close();
    }

    private void end() {
        Set<ProcessHandle> all = new HashSet<>(orphans);
        for (Server server : servers) {
            server.process().descendants().forEach(all::add);
            all.add(server.process());
        }
        for (ProcessHandle each : List.copyOf(all)) {
            each.descendants().forEach(all::add);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(failure -> each)
                .join());
    }
}
