package io.partita.nemesis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.sim.World;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Cut.Link;
import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirewallTests {

    private static final Map<String, List<String>> ADDRESSES =
            Map.of("n1", List.of("10.0.0.11"), "n2", List.of("10.0.0.12"), "n3", List.of("10.0.0.13"));
    private static final Cut CUT = new Cut(Set.of(new Link("n2", "n1"), new Link("n3", "n1"), new Link("n1", "n2")));

    @Test
    void aNodeIsSwitchedByOneTransactionWithTheWholeChain() {
        assertThat(script(Firewall.switchTo(CUT, "n1", ADDRESSES, "10.0.0.1"))).endsWith("""
                load_iptables() {
                "$1" --noflush -w 5 2>/dev/null <<'PARTITA_AGAIN'
                *filter
                :PARTITA - [0:0]
                -D INPUT -j PARTITA
                -I INPUT 1 -j PARTITA
                -A PARTITA -s 10.0.0.1/32 -j RETURN
                -A PARTITA -s 10.0.0.12/32 -j DROP
                -A PARTITA -s 10.0.0.13/32 -j DROP
                COMMIT
                PARTITA_AGAIN
                [ $? = 0 ] || "$1" --noflush -w 5 <<'PARTITA_FIRST'
                *filter
                :PARTITA - [0:0]
                -I INPUT 1 -j PARTITA
                -A PARTITA -s 10.0.0.1/32 -j RETURN
                -A PARTITA -s 10.0.0.12/32 -j DROP
                -A PARTITA -s 10.0.0.13/32 -j DROP
                COMMIT
                PARTITA_FIRST
                }
                fast load_iptables iptables
                """);
    }

    @Test
    void aNodeThatDropsNothingStillLetsTheControlNodePass() {
        assertThat(script(Firewall.switchTo(CUT, "n3", ADDRESSES, "10.0.0.1")))
                .contains("-s 10.0.0.1/32 -j RETURN")
                .doesNotContain("DROP");
    }

    @Test
    void bothFamiliesAreSwitchedWhenAnyNodeHasBoth() {
        var both = Map.of("n1", List.of("10.0.0.11"), "n2", List.of("10.0.0.12", "fd00::12"));
        String script = script(Firewall.switchTo(new Cut(Set.of(new Link("n2", "n1"))), "n1", both, "fd00::1"));
        assertThat(script)
                .contains(
                        "fast load_ip6tables ip6tables &",
                        "-A PARTITA -s fd00::1/128 -j RETURN\n-A PARTITA -s fd00::12/128 -j DROP")
                .contains("\nfast load_iptables iptables;", "-A PARTITA -s 10.0.0.12/32 -j DROP")
                .doesNotContain("fd00::12/32", "10.0.0.12/128");
    }

    @Test
    void theControlNodeIsNeverDropped() {
        assertThatThrownBy(() -> Firewall.switchTo(CUT, "n1", ADDRESSES, "10.0.0.13"))
                .hasMessageContaining("would cut off the control node");
    }

    @Test
    void countersAreReadBySource() {
        FirewallReading reading = FirewallReading.parse("""
                iptables [5:300] -A INPUT -j PARTITA
                iptables [1:60] -A INPUT -s 192.0.2.0/24 -j ACCEPT
                iptables :PARTITA - [0:0]
                iptables [9:540] -A PARTITA -s 10.0.0.1/32 -j RETURN
                iptables [3:180] -A PARTITA -s 10.0.0.12/32 -j DROP
                ip6tables [2:160] -A PARTITA -s fd00::12/128 -j DROP
                """);
        assertThat(reading).isEqualTo(new FirewallReading(true, true, Map.of("10.0.0.12", 3L, "fd00::12", 2L)));
    }

    @Test
    void aJumpBehindAForeignRuleIsNotFirst() {
        FirewallReading reading = FirewallReading.parse("""
                iptables [1:60] -A INPUT -s 192.0.2.0/24 -j ACCEPT
                iptables [5:300] -A INPUT -j PARTITA
                """);
        assertThat(reading.jumpFirst()).isFalse();
        assertThat(reading.anything()).isTrue();
    }

    @Test
    void aJumpBehindThatOfAnotherFaultIsFirst() {
        FirewallReading reading = FirewallReading.parse("""
                iptables-nft [1:60] -A INPUT -s 192.0.2.0/24 -j ACCEPT
                iptables-legacy [1:60] -A INPUT -p tcp -j PARTITA-PORTS
                iptables-legacy [5:300] -A INPUT -j PARTITA
                """);
        assertThat(reading.jumpFirst()).isTrue();
    }

    @Test
    void theChainsOfOtherFaultsAreNotThisOne() {
        FirewallReading reading = FirewallReading.parse("""
                iptables [1:60] -A INPUT -p tcp -j PARTITA-PORTS
                iptables :PARTITA-PORTS - [0:0]
                iptables [3:180] -A PARTITA-PORTS -s 10.0.0.12/32 -j DROP
                """);
        assertThat(reading).isEqualTo(new FirewallReading(false, false, Map.of()));
    }

    @Test
    void foreignRulesAreNotOurs() {
        assertThat(FirewallReading.parse("iptables [1:60] -A INPUT -s 192.0.2.0/24 -j ACCEPT\n")
                        .anything())
                .isFalse();
    }

    @Test
    void addressesThatSeveralNodesHaveAreLeftOut() {
        var inventory = new World(2).inventory();
        var facts = Map.of(
                "n1", new NodeFacts(List.of("10.0.0.11", "172.17.0.1", "fd00::11"), ""),
                "n2", new NodeFacts(List.of("10.0.0.12", "172.17.0.1", "10.0.0.1"), ""));
        assertThat(NodeFacts.addresses(inventory, facts))
                .isEqualTo(Map.of("n1", List.of("10.0.0.11", "fd00::11"), "n2", List.of("10.0.0.12")));
    }

    private static String script(Command command) {
        assertThat(command.idempotent()).isTrue();
        return command.argv().get(2);
    }
}
