package io.partita.workloads.mesos.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.partita.checker.history.OpType;
import io.partita.provisioning.cluster.LocalService;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.http.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the real HAProxy, where there is one. */
@Timeout(60)
class BalancerTests {

    private static final Invocation REQUEST = new Invocation(0, DiscoveryClient.REQUEST, null, null);

    private final List<HttpServer> servers = new ArrayList<>();
    private Balancer balancer;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(LocalService.program(Haproxy.PACKAGE).isPresent(), "needs HAProxy: apt-get install haproxy");
        balancer = new Balancer(Haproxy.start(3), new HttpExchange(Duration.ofSeconds(10)), Instance::host);
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
        if (balancer != null) {
            balancer.close();
        }
    }

    /** An instance that serves, as the task {@code name}. */
    private Instance serving(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = ("{\"task\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return Instance.told(name, "127.0.0.1", "n1", server.getAddress().getPort());
    }

    private Set<String> answering(int requests) throws InterruptedException {
        Set<String> tasks = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            Completion completion = balancer.request(REQUEST);
            tasks.add(
                    completion.type() == OpType.OK
                            ? String.valueOf(((Map<?, ?>) completion.value()).get("task"))
                            : completion.error());
        }
        return tasks;
    }

    @Test
    void requestsGoToExactlyTheInstancesThatItWasToldOf() throws Exception {
        assertThat(answering(1)).containsExactly("http-503");
        Instance a = serving("a");
        Instance b = serving("b");
        balancer.feed(1, List.of(a, b));
        assertThat(answering(6)).containsExactlyInAnyOrder("a", "b");
        Instance c = serving("c");
        balancer.feed(2, List.of(b, c));
        assertThat(answering(6)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void anEmptyListTakesEveryInstanceAway() throws Exception {
        balancer.feed(1, List.of(serving("a")));
        assertThat(answering(2)).containsExactly("a");
        balancer.feed(2, List.of());
        assertThat(answering(2)).containsExactly("http-503");
    }

    @Test
    void anAnswerThatWasOvertakenChangesNothing() throws Exception {
        balancer.feed(2, List.of(serving("new")));
        balancer.feed(1, List.of(serving("old")));
        assertThat(answering(4)).containsExactly("new");
    }

    @Test
    void moreInstancesThanPlacesAreServedAsFarAsThereIsRoom() throws Exception {
        balancer.feed(1, List.of(serving("a"), serving("b"), serving("c"), serving("d")));
        assertThat(answering(9)).containsExactlyInAnyOrder("a", "b", "c");
        balancer.feed(2, List.of(serving("e")));
        assertThat(answering(4)).containsExactly("e");
    }
}
