package io.partita.provisioning.system.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read from the servers' answers; three nodes are three addresses of this machine's loopback. */
class ClusterViewTests {

    /** Away from the ports that some other program may have on all addresses. */
    private static final int ELSEWHERE = 20000;

    private static final List<String> NAMES = List.of("n1", "n2", "n3");
    private static final Inventory NODES = new Inventory(
            "test",
            "127.0.0.1",
            NAMES.stream()
                    .map(name -> new Node(
                            name,
                            address(name),
                            new Node.Ssh(address(name), 22, "root", Path.of("key"), Path.of("known"))))
                    .toList());

    private final List<HttpServer> servers = new ArrayList<>();
    /** On a busy machine a server of this test may be slow: that is not what is tested. */
    private final ClusterView view = new ClusterView(
            NODES,
            Layout.standard(NAMES, 3, List.of()),
            Profile.MODERN,
            role -> role.httpPort() + ELSEWHERE,
            Duration.ofSeconds(30));

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void nothing_lacks_when_one_master_leads_all_agents_and_all_marathons_agree() throws Exception {
        master("n1", 307, "");
        master("n2", 200, state("n2", agents("n1", "n2", "n3"), true));
        master("n3", 307, "");
        for (String node : NAMES) {
            marathon(node, 200, info("n3"));
        }
        assertThat(view.lacks()).isEmpty();
        assertThat(view.leaders(Role.MASTER)).containsExactly("n2");
        assertThat(view.leaders(Role.MARATHON)).containsExactly("n3");
    }

    @Test
    void a_standby_of_the_old_kind_shows_its_own_empty_state_and_does_not_lead() throws Exception {
        master(
                "n1",
                200,
                state("n1", "", false).replace("\"leader\":\"master@127.0.0.41", "\"leader\":\"master@127.0.0.42"));
        assertThat(view.leaders(Role.MASTER)).isEmpty();
    }

    @Test
    void who_lacks_what_is_said_by_node() throws Exception {
        master("n1", 200, state("n1", agents("n1", "n3"), false));
        master("n2", 307, "");
        assertThat(view.lacks())
                .containsEntry("n1", "master: no framework is registered")
                .containsEntry("n2", "agent: not registered with the master on n1")
                .containsEntry("n3", "master: nothing answers on its port");
    }

    @Test
    void an_agent_that_is_registered_but_not_active_lacks() throws Exception {
        String agents = agents("n1", "n3") + "," + agents("n2").replace("true", "false");
        master("n1", 200, state("n1", agents, true));
        master("n2", 307, "");
        master("n3", 307, "");
        assertThat(view.lacks()).containsOnlyKeys("n2");
    }

    @Test
    void two_leading_masters_are_no_readiness() throws Exception {
        for (String node : NAMES) {
            master(node, 200, state(node, agents("n1", "n2", "n3"), true));
        }
        assertThat(view.lacks()).containsEntry("n1", "master: several lead: [n1, n2, n3]");
        assertThat(view.leaders(Role.MASTER)).hasSize(3);
    }

    @Test
    void marathons_that_disagree_about_their_leader_are_no_readiness() throws Exception {
        master("n1", 200, state("n1", agents("n1", "n2", "n3"), true));
        master("n2", 307, "");
        master("n3", 307, "");
        marathon("n1", 200, info("n1"));
        marathon("n2", 200, info("n2"));
        marathon("n3", 502, "<html>");
        assertThat(view.lacks()).containsOnlyKeys("n3").containsEntry("n3", "marathon: it answers 502 <html>");
        servers.get(servers.size() - 1).stop(0);
        marathon("n3", 200, info("n1"));
        assertThat(view.lacks()).containsEntry("n2", "marathon: takes 127.0.0.42:28080 for the leader");
    }

    private static String address(String name) {
        return "127.0.0.4" + name.substring(1);
    }

    private static String state(String node, String agents, boolean framework) {
        String pid = "master@" + address(node) + ":25050";
        return "{\"pid\":\"%s\",\"leader\":\"%s\",\"activated_slaves\":3,\"slaves\":[%s],\"frameworks\":[%s]}"
                .formatted(pid, pid, agents, framework ? "{\"name\":\"marathon\",\"active\":true}" : "");
    }

    private static String agents(String... nodes) {
        return String.join(
                ",",
                List.of(nodes).stream()
                        .map(node -> "{\"pid\":\"slave(1)@" + address(node) + ":25051\",\"active\":true}")
                        .toList());
    }

    private static String info(String leader) {
        return "{\"leader\":\"" + address(leader) + ":28080\",\"frameworkId\":\"abc-0000\"}";
    }

    private void master(String node, int status, String body) throws IOException {
        serve(node, 5050, Map.of("/state", body), status);
    }

    private void marathon(String node, int status, String body) throws IOException {
        serve(node, 8080, Map.of("/v2/info", body), status);
    }

    private void serve(String node, int port, Map<String, String> answers, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address(node), port + ELSEWHERE), 0);
        answers.forEach((path, body) -> server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }));
        server.start();
        servers.add(server);
    }
}
