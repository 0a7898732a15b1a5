package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.Message;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Log;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what servers load, and ends. The build runs it once with {@code -XX:ArchiveClassesAtExit}, and servers that find that
 * archive need half of the processor time to start. Nothing else depends on it.
 */
final class Rehearsal {

    /** All classes below these come into the archive; of Jackson, those that work done here needs. */
    private static final List<String> WHOLE =
            List.of("io/partita/testbed/", "org/apache/zookeeper/proto/", "org/apache/zookeeper/data/");

    private static final List<String> CLIENT = List.of(
            "org/apache/zookeeper/ClientCnxn",
            "org/apache/zookeeper/AsyncCallback",
            "org/apache/zookeeper/CreateMode",
            "org/apache/zookeeper/KeeperException",
            "org/apache/zookeeper/MultiOperationRecord",
            "org/apache/zookeeper/MultiResponse",
            "org/apache/zookeeper/Op",
            "org/apache/zookeeper/WatchDeregistration",
            "org/apache/zookeeper/ZooKeeper");

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            loadAll(new File(entry));
        }
        RealLoop loop = new RealLoop("rehearsal", Throwable::printStackTrace);
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> act(loop, done));
        done.await(10, TimeUnit.SECONDS);
        System.exit(0);
    }

    /** Looks for ZooKeeper where there is none, speaks HTTP with itself, and turns a message into JSON and back. */
    private static void act(RealLoop loop, CountDownLatch done) {
        Address nowhere = new Address("127.0.0.1", 1);
        new RealZooKeeper(loop, nowhere.toString(), Duration.ofSeconds(10), thread -> {}).onSession(state -> {});
        MessageCodec codec = new MessageCodec();
        Message message = new Pong("S0");
        codec.decode(MessageCodec.kind(message), codec.encode(message));
        try {
            Address here = new Address("127.0.0.1", 0);
            HttpServer server = HttpServer.listen(
                    here, loop, new Silent(), (request, responder) -> responder.respond(Response.of(200)));
            new RealHttpCalls(loop)
                    .send(
                            server.address(),
                            "GET",
                            "/",
                            Map.of(),
                            new byte[0],
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5))
                    .whenComplete((response, failure) -> loop.after(Duration.ofMillis(300), done::countDown));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void loadAll(File jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.endsWith(".class") && (begins(WHOLE, name) || begins(CLIENT, name))) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
    }

    private static boolean begins(List<String> prefixes, String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // One that a server could not load either, such as those for TLS.
        }
    }

    /** A log of nothing. */
    private static final class Silent implements Log {
        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {}

        @Override
        public void error(String line) {}
    }
}
