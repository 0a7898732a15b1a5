package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.curator.test.TestingServer;

/** A server as a process, started from a copy of the distribution as it is on a node. */
public final class Server {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** How a process ended, and all that it said. */
    public record Outcome(int status, String output) {}

    private final Path node;
    private final String name;
    private final String role;
    private final List<String> javaOptions = new ArrayList<>();
    private final Path output;
    private Process process;

    /** @param options lines of its configuration */
    public Server(Path node, String role, String... options) throws IOException {
        this(node, role, role, List.of(options));
    }

    /**
     * One of several of a role.
     *
     * @param name of its directory
     */
    public Server(Path node, String name, String role, List<String> options) throws IOException {
        this.node = node;
        this.name = name;
        this.role = role;
        Files.createDirectories(directory());
        Files.write(directory().resolve("config.properties"), options);
        output = directory().resolve("output");
    }

    /** Copies the distribution, with the times of its files. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** The options that say where a server of {@code role} is: lines in one string. */
    public static String place(Path node, TestingServer zooKeeper, String role) {
        return String.join(
                "\n",
                "node=n1",
                "address=127.0.0.1",
                "port=" + Ports.vacant().port(),
                "http.port=" + Ports.vacant().port(),
                "zookeeper=" + zooKeeper.getConnectString(),
                "quorum=1",
                "time.scale=10",
                "work.dir=" + node.resolve(role).resolve("work"),
                "log=" + node.resolve(role).resolve("log"));
    }

    /** Adds an option of Java. */
    public Server with(String option) {
        javaOptions.add(option);
        return this;
    }

    /** Runs it to its end. */
    public Outcome await() throws Exception {
        start();
        if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("still running: " + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    public void awaitLog(String text) throws Exception {
        startIfNeeded();
        poll(
                "\"" + text + "\" in the log",
                () -> Files.exists(log()) && Files.readString(log()).contains(text));
    }

    /** Waits until a request is answered with 200. */
    public void awaitHttp(String path) throws Exception {
        startIfNeeded();
        Address address = new Address("127.0.0.1", port());
        poll("an answer to " + path, () -> {
            try {
                return RawHttp.ask(address, "GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n")
                        .startsWith("HTTP/1.1 200 ");
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Starts it unless it runs. */
    public Server started() throws IOException {
        if (process == null || !process.isAlive()) {
            start();
        }
        return this;
    }

    /** The process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Looks again and again until {@code condition} holds; fails if that takes too long or the process ends. */
    public void until(String what, Callable<Boolean> condition) throws Exception {
        poll(what, condition);
    }

    /** Ends it as SIGKILL does. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private int port() throws IOException {
        try (Stream<String> lines = Files.lines(directory().resolve("config.properties"))) {
            return lines.filter(line -> line.startsWith("port="))
                    .mapToInt(line -> Integer.parseInt(line.substring("port=".length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void startIfNeeded() throws IOException {
        if (process == null) {
            start();
        }
    }

    private void start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@../jvm.options"));
        command.addAll(javaOptions);
        try (Stream<Path> jars = Files.list(node.resolve("lib"))) {
            command.add("-cp");
            command.add(jars.map(jar -> "../lib/" + jar.getFileName())
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":")));
        }
        command.addAll(List.of("io.partita.testbed.Main", role, "config.properties"));
        process = new ProcessBuilder(command)
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private void poll(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError(
                        "not seen: " + what + "; it said: " + Files.readString(output, StandardCharsets.UTF_8));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private Path directory() {
        return node.resolve(name);
    }

    private Path log() {
        return directory().resolve("log");
    }
}
