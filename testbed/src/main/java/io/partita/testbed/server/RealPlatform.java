package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpCalls;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A real process. It ends by halting: no shutdown hook or other thread has a say. A status above 128 stands for death by a
 * signal as a shell shows it; the process itself exits with that status and leaves no core dump.
 */
public final class RealPlatform implements Platform, AutoCloseable {

    /** The status of a process that aborted: signal 6, as a shell shows it. */
    static final int ABORTED = 134;

    /** So long the end of the process waits for sessions that are being closed, for their ephemeral nodes' sake. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** So long it waits for messages that are on their way out. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Log log;
    private final String ensemble;
    private final Path workDirectory;
    private final IntConsumer halt;
    private final RealLoop loop;
    private final RealMessenger messenger;
    private final RealHttpCalls http;
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private HttpServer secondServer;

    /**
     * @param name of the component, for the loop's thread
     * @param address where it receives messages, and HTTP requests unless {@link #run} is given another place
     * @param ensemble ZooKeeper servers, {@code host:port} separated by commas
     * @param halt ends the process with a status; {@code Runtime.getRuntime()::halt} outside tests
     */
    public RealPlatform(String name, Address address, Log log, String ensemble, Path workDirectory, IntConsumer halt) {
        this.log = log;
        this.ensemble = ensemble;
        this.workDirectory = workDirectory;
        this.halt = halt;
        this.loop = new RealLoop(name, this::failed);
        this.messenger = new RealMessenger(address, loop, log);
        this.http = new RealHttpCalls(loop);
    }

    /**
     * Makes a component, opens its ports and starts it, in this order, so that it can be reached when it starts and hears
     * nothing before that. Returns at once. A port that cannot be had ends the process with status 1.
     *
     * @param httpAddress where it answers HTTP, if not where it receives messages
     */
    public void run(Function<Platform, Component> factory, Optional<Address> httpAddress) {
        loop.execute(() -> {
            Component component = factory.apply(this);
            try {
                server = HttpServer.listen(messenger.address(), loop, log, messenger.before((request, responder) -> {
                    if (httpAddress.isPresent()) {
                        responder.respond(Response.of(404));
                    } else {
                        loop.execute(() -> component.http().handle(request, responder));
                    }
                }));
                if (httpAddress.isPresent()) {
                    secondServer = HttpServer.listen(
                            httpAddress.get(),
                            loop,
                            log,
                            (request, responder) ->
                                    loop.execute(() -> component.http().handle(request, responder)));
                }
            } catch (IOException e) {
                exit(1, e.getMessage());
            }
            component.start();
        });
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public Log log() {
        return log;
    }

    @Override
    public Messenger messenger() {
        return messenger;
    }

    @Override
    public HttpCalls http() {
        return http;
    }

    @Override
    public ZooKeeper zooKeeper(Duration sessionTimeout) {
        closing.removeIf(thread -> !thread.isAlive());
        return new RealZooKeeper(loop, ensemble, sessionTimeout, closing::add);
    }

    @Override
    public Path workDirectory() {
        return workDirectory;
    }

    @Override
    public void exit(int status, String why) {
        if (status == 0) {
            log.info(why);
        } else {
            log.error(why);
        }
        loop.end();
        awaitFarewells();
        halt.accept(status);
        throw new IllegalStateException("the process has ended with status " + status);
    }

    private void failed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        exit(ABORTED, "An action of the component failed: " + text.toString().strip());
    }

    /** Lets last messages leave, and sessions end. */
    private void awaitFarewells() {
        try {
            messenger.flush(System.nanoTime() + LAST_WORDS.toNanos());
            long deadline = System.nanoTime() + FAREWELL.toNanos();
            for (Thread thread : closing) {
                thread.join(Math.max(
                        1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            }
        } catch (InterruptedException e) {
            // Whoever is in a hurry need not wait.
        }
    }

    /** Gives up ports, connections and the thread, as the end of the process does. */
    @Override
    public void close() {
        loop.close();
        if (server != null) {
            server.close();
        }
        if (secondServer != null) {
            secondServer.close();
        }
        messenger.close();
    }
}
