package io.partita.provisioning.system.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.cluster.Node;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZooKeeperConfigTests {

    private final List<Node> members = List.of(node("n1", "10.0.0.11"), node("n2", "10.0.0.12"));

    @Test
    void names_every_member_with_its_id() {
        assertThat(ZooKeeperConfig.zooCfg(ZooKeeperSettings.DEFAULT, members).lines())
                .contains(
                        "server.1=10.0.0.11:2888:3888:participant;2181",
                        "server.2=10.0.0.12:2888:3888:participant;2181");
        assertThat(ZooKeeperConfig.id(members, "n2")).isEqualTo(2);
    }

    @Test
    void carries_the_settings() {
        assertThat(ZooKeeperConfig.zooCfg(ZooKeeperSettings.DEFAULT, members).lines())
                .contains("tickTime=1000", "initLimit=10", "syncLimit=5", "dataDir=/opt/partita/zookeeper/data");
    }

    @Test
    void keeps_transactions_durable() {
        assertThat(ZooKeeperConfig.zooCfg(ZooKeeperSettings.DEFAULT, members)).doesNotContain("forceSync");
    }

    private static Node node(String name, String address) {
        return new Node(name, address, new Node.Ssh(address, 22, "root", Path.of("key"), Path.of("known_hosts")));
    }
}
