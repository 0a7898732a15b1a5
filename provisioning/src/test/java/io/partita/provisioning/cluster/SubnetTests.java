package io.partita.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetTests {

    @Test
    void addressesFollowFromTheNetwork() {
        Subnet subnet = Subnet.free(List.of(), 0x0203);

        assertThat(subnet).hasToString("10.2.3.0/24");
        assertThat(subnet.control()).isEqualTo("10.2.3.1");
        assertThat(subnet.node(1)).isEqualTo("10.2.3.11");
        assertThat(subnet.node(5)).isEqualTo("10.2.3.15");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, 10.0.1.0/24",
        "10.0.0.7, 10.0.1.0/24",
        "10.0.0.128/25, 10.0.1.0/24",
        "10.0.0.0/15, 10.2.0.0/24",
        "10.0.0.0/8, 172.16.0.0/24",
        "192.168.0.0/16, 10.0.0.0/24",
    })
    void aNetworkInUseIsPassedOver(String used, String chosen) {
        assertThat(Subnet.free(List.of(Subnet.Prefix.parse(used)), 0)).hasToString(chosen);
    }

    @Test
    void theSearchGoesRoundAtTheEndOfTheRange() {
        assertThat(Subnet.free(List.of(Subnet.Prefix.parse("10.255.255.0/24")), 0xffff))
                .hasToString("10.0.0.0/24");
    }

    @Test
    void aMachineThatUsesEveryPrivateNetworkIsTold() {
        List<Subnet.Prefix> all = Stream.of("10.0.0.0/8", "172.16.0.0/12")
                .map(Subnet.Prefix::parse)
                .toList();

        assertThatThrownBy(() -> Subnet.free(all, 0))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ip -4 route");
    }
}
