package io.partita.nemesis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.node.OwnChain.Hook;
import io.partita.nemesis.target.Cut;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnChainTests {

    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final Map<String, List<String>> ADDRESSES =
            Map.of("n1", List.of("10.0.0.11"), "n2", List.of("10.0.0.12", "fd00::12"), "n3", List.of("10.0.0.13"));

    @Test
    void aNodeTreatsWhatComesFromTheOtherEndsOfItsLinks() {
        assertThat(rules("n1", Cut.around(List.of("n1"), NODES), "10.0.0.1"))
                .isEqualTo(new OwnChain.Rules(
                        List.of("-s 10.0.0.1/32 -j RETURN", "-s 10.0.0.12/32 -j DROP", "-s 10.0.0.13/32 -j DROP"),
                        List.of("-s fd00::12/128 -j DROP")));
        assertThat(rules("n2", Cut.around(List.of("n1"), NODES), "fd00::1"))
                .isEqualTo(new OwnChain.Rules(List.of("-s 10.0.0.11/32 -j DROP"), List.of("-s fd00::1/128 -j RETURN")));
    }

    @Test
    void theControlNodeIsNeverStruck() {
        assertThatThrownBy(() -> rules("n1", Cut.around(List.of("n1"), NODES), "10.0.0.13"))
                .hasMessageContaining("n3 has the address of the control node (10.0.0.13)");
    }

    @Test
    void theWholeChainIsOneTransactionOfEachFamily() {
        var rules = new OwnChain.Rules(List.of("-s 10.0.0.12/32 -j DROP"), List.of("-s fd00::12/128 -j DROP"));
        assertThat(new String(OwnChain.FLAKY.load(rules).stdin(), StandardCharsets.UTF_8))
                .isEqualTo("""
                iptables-restore --noflush -w 5 2>/dev/null <<'PARTITA_AGAIN'
                *filter
                :PARTITA_FLAKY - [0:0]
                -D INPUT -j PARTITA_FLAKY
                -I INPUT 1 -j PARTITA_FLAKY
                -A PARTITA_FLAKY -s 10.0.0.12/32 -j DROP
                COMMIT
                PARTITA_AGAIN
                [ $? = 0 ] || iptables-restore --noflush -w 5 <<'PARTITA_FIRST'
                *filter
                :PARTITA_FLAKY - [0:0]
                -I INPUT 1 -j PARTITA_FLAKY
                -A PARTITA_FLAKY -s 10.0.0.12/32 -j DROP
                COMMIT
                PARTITA_FIRST
                [ $? = 0 ] || exit 1
                [ ! -e /proc/net/if_inet6 ] && exit 0
                ip6tables-restore --noflush -w 5 2>/dev/null <<'PARTITA_AGAIN'
                *filter
                :PARTITA_FLAKY - [0:0]
                -D INPUT -j PARTITA_FLAKY
                -I INPUT 1 -j PARTITA_FLAKY
                -A PARTITA_FLAKY -s fd00::12/128 -j DROP
                COMMIT
                PARTITA_AGAIN
                [ $? = 0 ] || ip6tables-restore --noflush -w 5 <<'PARTITA_FIRST'
                *filter
                :PARTITA_FLAKY - [0:0]
                -I INPUT 1 -j PARTITA_FLAKY
                -A PARTITA_FLAKY -s fd00::12/128 -j DROP
                COMMIT
                PARTITA_FIRST
                """);
    }

    @Test
    void aChainHasANameOfOurs() {
        assertThatThrownBy(() -> new OwnChain("DOCKER", Hook.INPUT)).hasMessageContaining("no name of a chain of ours");
    }

    @Test
    void countersAreReadBySourceAndPlace() {
        ChainReading reading = ChainReading.parse(OwnChain.FLAKY, """
                iptables :PARTITA_FLAKY - [0:0]
                iptables [5:300] -A INPUT -j PARTITA_FLAKY
                iptables [1:60] -A INPUT -s 192.0.2.0/24 -j ACCEPT
                iptables [9:540] -A PARTITA_FLAKY -s 10.0.0.1/32 -j RETURN
                iptables [30:180] -A PARTITA_FLAKY -s 10.0.0.12/32
                iptables [3:180] -A PARTITA_FLAKY -s 10.0.0.12/32 -m statistic --mode random --probability 0.1 -j DROP
                iptables [7:180] -A PARTITA_FLAKY -s 10.0.0.120/32
                ip6tables [20:160] -A PARTITA_FLAKY -s fd00::12/128
                ip6tables [2:160] -A PARTITA_FLAKY -s fd00::12/128 -m statistic --mode random --probability 0.1 -j DROP
                """);
        assertThat(reading.packetsFrom(List.of("10.0.0.12", "fd00::12"))).containsExactly(50L, 5L);
        assertThat(reading.packetsFrom(List.of("10.0.0.13"))).isEmpty();
        assertThat(reading.ahead()).isTrue();
        assertThat(reading.anything()).isTrue();
    }

    @Test
    void ourOtherChainsMayStandAheadAndForeignRulesMayNot() {
        String jump = "iptables [5:300] -A INPUT -j PARTITA_RESET\n";
        assertThat(reading("iptables [5:300] -A INPUT -j PARTITA\n" + jump).ahead())
                .isTrue();
        assertThat(reading("iptables [5:300] -A INPUT -i lo -j ACCEPT\n" + jump).ahead())
                .isFalse();
        assertThat(reading("iptables [5:300] -A INPUT -j PARTITA\n").anything()).isFalse();
        assertThat(reading("ip6tables :PARTITA_RESET - [0:0]\n").anything()).isTrue();
    }

    @Test
    void qdiscsAreReadWithTheirCounters() {
        TrafficReading reading = TrafficReading.parse("""
                device eth0
                qdisc htb 7061: root refcnt 3 r2q 10 default 0 direct_packets_stat 7 direct_qlen 1000
                 Sent 900 bytes 9 pkt (dropped 0, overlimits 4 requeues 0)\s
                 backlog 0b 0p requeues 0
                qdisc netem 7062: parent 7061:1 limit 20000 loss 20%
                 Sent 800 bytes 8 pkt (dropped 2, overlimits 0 requeues 0)\s
                class htb 7061:1 root leaf 7062: prio 0 rate 10Gbit ceil 10Gbit burst 10Mb cburst 10Mb\s
                 Sent 800 bytes 8 pkt (dropped 0, overlimits 3 requeues 0)\s
                filter protocol ip pref 1 u32 chain 0\s
                filter protocol ip pref 1 u32 chain 0 fh 800: ht divisor 1\s
                filter protocol ip pref 1 u32 chain 0 fh 800::800 order 2048 key ht 800 bkt 0 *flowid 7061:1 not_in_hw\s
                  match 0a090002/ffffffff at 16
                filter protocol ipv6 pref 2 u32 chain 0 fh 801::800 order 2048 key ht 801 bkt 0 flowid 7061:1
                  match fd000000/ffffffff at 24
                """);
        assertThat(reading.devices())
                .containsExactly(new TrafficReading.Device(
                        "eth0", 2, new TrafficReading.Count(8, 0, 3), new TrafficReading.Count(8, 2, 0)));
    }

    @Test
    void arrivalsAreReadByTheirNames() {
        assertThat(UdpArrivals.parse("""
                Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors
                Udp: 10 5 1 99 0 0 3
                """)).isEqualTo(new UdpArrivals(15, 3));
    }

    private static ChainReading reading(String output) {
        return ChainReading.parse(OwnChain.RESET, output);
    }

    private static OwnChain.Rules rules(String node, Cut links, String control) {
        return LinkRules.on(node, links, ADDRESSES, control, source -> List.of(source + " -j DROP"));
    }
}
