package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.LinesLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPlatformTests {

    private static final String GET = "GET /where HTTP/1.1\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path directory;

    private final List<Integer> exits = new CopyOnWriteArrayList<>();
    private final LinesLog log = new LinesLog();
    private final RealLoop watch = new RealLoop("watch", Throwable::printStackTrace);
    private final Address address = Ports.vacant();
    private final RealPlatform platform =
            new RealPlatform("component", address, log, "127.0.0.1:1", directory, exits::add);

    @AfterEach
    void close() {
        platform.close();
        watch.close();
    }

    private record Does(Runnable action) implements Component {
        @Override
        public HttpService http() {
            return (request, responder) -> responder.respond(Response.of(200, "text/plain", request.path()));
        }

        @Override
        public void start() {
            action.run();
        }
    }

    private void awaitExit(int status) {
        Waiting.until(watch, "the end", () -> !exits.isEmpty());
        assertThat(exits).containsExactly(status);
    }

    @Test
    void aComponentIsReachedWhereItReceivesMessagesUnlessItHasAnotherPortForHttp() throws IOException {
        Address http = Ports.vacant();
        platform.run(made -> new Does(() -> log.info("started")), Optional.of(http));
        Waiting.until(watch, "the start", () -> !log.lines().isEmpty());
        assertThat(RawHttp.ask(address, GET)).startsWith("HTTP/1.1 404 ");
        assertThat(RawHttp.ask(http, GET)).startsWith("HTTP/1.1 200 ").endsWith("/where");
    }

    @Test
    void itsPortsAreOpenWhenItStarts() {
        platform.run(
                made -> new Does(() -> {
                    try {
                        // Accepted by the kernel; answered after this.
                        new java.net.Socket(address.host(), address.port()).close();
                        log.info("reached");
                    } catch (IOException e) {
                        log.info(e.toString());
                    }
                }),
                Optional.empty());
        Waiting.until(watch, "the start", () -> log.lines().equals(List.of("I reached")));
    }

    @Test
    void anExitIsTheLastThingThatHappens() {
        platform.run(
                made -> new Does(() -> {
                    made.loop().execute(() -> log.info("never"));
                    made.exit(3, "Giving up");
                    log.info("not even this");
                }),
                Optional.empty());
        awaitExit(3);
        Waiting.aMoment(watch);
        assertThat(log.lines()).containsExactly("E Giving up");
        assertThat(exits).containsExactly(3);
    }

    @Test
    void anActionThatThrowsAbortsTheProcess() {
        platform.run(
                made -> new Does(() -> {
                    throw new IllegalStateException("two leaders");
                }),
                Optional.empty());
        awaitExit(134);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("E An action of the component failed: java.lang.IllegalStateException: two leaders\n\tat ");
    }

    @Test
    void aPortThatIsTakenEndsTheProcessWithStatusOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(address.port(), 1, InetAddress.getByName(address.host()))) {
            assertThat(taken.isBound()).isTrue();
            platform.run(made -> new Does(() -> log.info("never")), Optional.empty());
            awaitExit(1);
            assertThat(log.lines()).singleElement().asString().startsWith("E cannot listen on " + address);
        }
    }
}
