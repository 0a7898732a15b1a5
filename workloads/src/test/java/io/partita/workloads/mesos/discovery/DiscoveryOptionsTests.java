package io.partita.workloads.mesos.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscoveryOptionsTests {

    @Test
    void whatIsNotGivenHasItsDefault() {
        DiscoveryOptions options = DiscoveryOptions.read(Map.of("kill-interval-ms", "1500"));
        assertThat(options.killInterval()).isEqualTo(Duration.ofMillis(1500));
        assertThat(options.instances()).isEqualTo(5);
        assertThat(options.balancer()).isTrue();
    }

    @Test
    void theBalancerCanBeLeftOut() {
        assertThat(DiscoveryOptions.read(Map.of("balancer", "none")).balancer()).isFalse();
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        assertThatThrownBy(() -> DiscoveryOptions.read(Map.of("instances", "0", "ask-interval-ms", "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("instances must be a whole number from 1")
                .hasMessageContaining("ask-interval-ms");
    }
}
