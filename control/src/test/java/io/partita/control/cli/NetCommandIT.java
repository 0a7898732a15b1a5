package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.nemesis.network.NetworkByHand;
import io.partita.provisioning.cluster.ClusterLock;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.cluster.LxcSupport;
import io.partita.provisioning.cluster.Node;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code control net} as a user types it, on real nodes. */
@Timeout(300)
class NetCommandIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final LxcCluster CLUSTER =
            LxcCluster.named("it-" + ProcessHandle.current().pid() + "-net", 3);

    @TempDir
    private Path directory;

    @BeforeAll
    static void up() {
        List<LxcSupport.Missing> missing = LxcSupport.missing();
        assumeTrue(missing.isEmpty(), () -> "needs LXC nodes, but here is missing: " + missing);
        CLUSTER.up();
    }

    @AfterAll
    static void down() {
        CLUSTER.down();
    }

    private static String[] arguments(String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of("net", verb, "--cluster-name", CLUSTER.name()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** What the command says: its result if it is to end well, else why not. */
    private static String net(int status, String verb, String... more) {
        return control(status, arguments(verb, more));
    }

    private static String control(int status, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        int ended;
        try {
            ended = Main.run(arguments);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        String complaints = complained.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(complaints).isEqualTo(status);
        return status == 0 ? said.toString(StandardCharsets.UTF_8) : complaints;
    }

    private static List<String> byHand() {
        return NetworkByHand.open(LocalClusters.ledgerByHand(CLUSTER));
    }

    @Test
    void aCutIsMeasuredAndShownAndHealedFromItsLedger() throws Exception {
        assertThat(net(0, "disjoint", "--", "n1", "n2", "--", "n3"))
                .contains("n1   .    yes  -", "n3   -    -    .", "n1,n2 | n3: measured, switched in");
        assertThat(byHand()).containsExactly("n1,n2 | n3");
        for (Node node : CLUSTER.inventory().orElseThrow().nodes()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(node.address(), 22), 5000);
            }
        }

        JsonNode shown = JsonMapper.shared().readTree(net(0, "show", "--json"));
        assertThat(shown.at("/reachable/n1/n3").asBoolean()).isFalse();
        assertThat(shown.at("/reachable/n1/n2").asBoolean()).isTrue();
        assertThat(shown.at("/byHand/0").asString()).isEqualTo("n1,n2 | n3");

        assertThat(control(0, "heal", "--run", CLUSTER.directory().toString())).contains("net: proven healed", "clean");
        assertThat(byHand()).isEmpty();
        assertThat(net(0, "show")).contains("n1   .    yes  yes").doesNotContain("by hand");
    }

    @Test
    void ofTwoCommandsAtTheSameTimeTheResultIsOneOfThemWhole() throws Exception {
        try (ControlProcess one = ControlProcess.start(directory, arguments("isolate", "n1"));
                ControlProcess other = ControlProcess.start(directory, arguments("isolate", "n3"))) {
            assertThat(one.await(LONG)).as(one.err()).isZero();
            assertThat(other.await(LONG)).as(other.err()).isZero();
        }
        JsonNode shown = JsonMapper.shared().readTree(net(0, "show", "--json"));
        assertThat(byHand()).hasSize(1);
        boolean first = byHand().equals(List.of("n1 | n2,n3"));
        assertThat(shown.at("/reachable/n2/n3").asBoolean()).isEqualTo(first);
        assertThat(shown.at("/reachable/n1/n2").asBoolean()).isEqualTo(!first);
        assertThat(shown.at("/reachable/n1/n3").asBoolean()).isFalse();
        net(0, "fullmesh");
        assertThat(byHand()).isEmpty();
    }

    @Test
    void theCommandOfRunKeepsItsOptionsAndATestDoesNotBeginOnACutNetwork() throws Exception {
        assertThat(net(0, "run", "n2", "iptables", "-S", "PARTITA")).contains("-N PARTITA");
        assertThat(net(1, "run", "n2", "--", "sh", "-c", "exit 9")).contains("on n2 it exited 9");
        assertThat(control(
                        64,
                        "test",
                        "--workload",
                        "zk-register",
                        "--nodes",
                        "n1,n2,n3",
                        "--cluster-name",
                        CLUSTER.name(),
                        "--results",
                        directory.resolve("results").toString()))
                .contains("is cut by hand: a command on n2: sh -c exit 9")
                .contains("control net fullmesh --cluster-name " + CLUSTER.name());
        net(0, "fullmesh");
    }

    @Test
    void allThatIsWrongIsSaidAndNothingIsDone() throws Exception {
        assertThat(net(64, "disjoint", "--", "n1", "n2", "--", "n2"))
                .contains("node n2 listed twice", "missing nodes: n3", "The cluster has n1, n2, n3.");
        assertThat(net(64, "split", "--", "n1", "n9", "--")).contains("unknown node n9", "a group names no node");
        assertThat(net(64, "isolate")).contains("a group names no node");
        assertThat(net(64, "isolate", "--for", "soon", "n1")).contains("--for soon", "Write 30s");
        assertThat(net(64, "run", "n1")).contains("NODE COMMAND");
        assertThat(byHand()).isEmpty();
    }

    @Test
    void whileATestUsesTheClusterItIsRefusedButShown() throws Exception {
        var lock = ((ClusterLock.Acquired) ClusterLock.tryAcquire(CLUSTER.directory(), "a test of zk-register")).lock();
        try {
            assertThat(net(75, "isolate", "n1")).contains("in use by a test of zk-register");
            assertThat(net(75, "fullmesh")).contains("in use by a test of zk-register");
            assertThat(net(0, "show")).contains("n1   .    yes  yes");
        } finally {
            lock.close();
        }
    }
}
