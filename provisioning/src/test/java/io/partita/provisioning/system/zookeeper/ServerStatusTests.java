package io.partita.provisioning.system.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerStatusTests {

    /** The answer of a real 3.9.5 leader. */
    private static final String LEADER = """
            Zookeeper version: 3.9.5-293c895a8d966a3ecb92872be4a1daf87d725da2, built on 2026-02-11 20:18 UTC
            Latency min/avg/max: 0/0.0/0
            Received: 1
            Sent: 0
            Connections: 1
            Outstanding: 0
            Zxid: 0x300000007
            Mode: leader
            Node count: 5
            Proposal sizes last/min/max: -1/-1/-1
            """;

    @Test
    void reads_mode_and_zxid() throws IOException {
        assertThat(ServerStatus.parse(LEADER)).isEqualTo(new ServerStatus("leader", 0x300000007L));
    }

    @Test
    void only_leaders_and_lone_servers_lead() {
        assertThat(new ServerStatus("leader", 0).leads()).isTrue();
        assertThat(new ServerStatus("standalone", 0).leads()).isTrue();
        assertThat(new ServerStatus("follower", 0).leads()).isFalse();
        assertThat(new ServerStatus("read-only", 0).leads()).isFalse();
    }

    @Test
    void a_server_without_a_quorum_is_quoted() {
        assertThatThrownBy(() -> ServerStatus.parse("This ZooKeeper instance is not currently serving requests\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("This ZooKeeper instance is not currently serving requests");
    }

    @Test
    void silence_is_an_error() {
        assertThatThrownBy(() -> ServerStatus.parse(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without an answer");
    }
}
