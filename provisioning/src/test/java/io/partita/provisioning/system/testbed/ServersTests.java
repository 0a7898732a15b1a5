package io.partita.provisioning.system.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Role;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTests {

    private static final Inventory NODES = new Inventory(
            "test",
            "10.0.0.1",
            IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> new Node(
                            "n" + i,
                            "10.0.0.1" + i,
                            new Node.Ssh("10.0.0.1" + i, 22, "root", Path.of("key"), Path.of("known"))))
                    .toList());

    private final Layout layout = Layout.standard(NODES.names(), 3, List.of());

    @TempDir
    Path distribution;

    private Servers servers(Map<String, String> options) {
        return new Servers(TestbedData.settings(options), TestbedData.distribution(distribution));
    }

    @Test
    void a_configuration_says_who_and_where_and_the_settings_that_were_given() throws Exception {
        Properties config = new Properties();
        config.load(
                new StringReader(servers(Map.of("time.scale", "10", "bugs", "B07+B43", "attributes", "rack:1;zone:a"))
                        .config(Role.AGENT, layout, NODES, "n2")));
        assertThat(config)
                .containsEntry("profile", "modern")
                .containsEntry("time.scale", "10")
                .containsEntry("bugs", "B07+B43")
                .containsEntry("node", "n2")
                .containsEntry("address", "10.0.0.12")
                .containsEntry("quorum", "2")
                .containsEntry(
                        "zookeeper", "10.0.0.11:2181,10.0.0.12:2181,10.0.0.13:2181,10.0.0.14:2181,10.0.0.15:2181")
                .containsEntry("work.dir", "/opt/partita/testbed/agent/work")
                .containsEntry("log", "/opt/partita/testbed/agent/mesos-slave.INFO")
                .containsEntry("attributes", "rack:1;zone:a")
                .containsKey("resources");
    }

    @Test
    void a_master_is_told_nothing_of_resources() {
        assertThat(servers(Map.of()).config(Role.MASTER, layout, NODES, "n1")).doesNotContain("resources");
    }

    @Test
    void a_server_runs_under_its_supervisor_with_the_testbeds_own_java_options() {
        Daemon marathon = servers(Map.of("time.scale", "10")).daemon(Role.MARATHON);
        assertThat(marathon.argv())
                .containsExactly(
                        "sh",
                        "/opt/partita/testbed/bin/supervise.sh",
                        "marathon",
                        "6.000",
                        "java",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        "../lib/testbed.jar",
                        "io.partita.testbed.Main",
                        "marathon",
                        "config.properties");
        assertThat(marathon.ports()).containsExactly(8080, 8090);
    }

    @Test
    void without_supervision_the_supervisor_is_told_so() {
        assertThat(servers(Map.of("supervise.master", "none"))
                        .daemon(Role.MASTER)
                        .argv())
                .contains("none");
    }
}
