package io.partita.workloads.mesos.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaderOptionsTests {

    @Test
    void whatIsNotGivenHasItsDefault() {
        LeaderOptions options = LeaderOptions.of(Map.of());
        assertThat(options.pace()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.schedule()).contains(Duration.ofSeconds(10));
        assertThat(options.restarts()).isEmpty();
        assertThat(options.abdications()).isEmpty();
    }

    @Test
    void zeroSwitchesChangesOff() {
        assertThat(LeaderOptions.of(Map.of("schedule-ms", "0")).schedule()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        assertThatThrownBy(() -> LeaderOptions.of(Map.of("pace-ms", "0", "instances", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pace-ms must be a whole number from 1, not \"0\"")
                .hasMessageContaining("instances must be a whole number from 1, not \"many\"");
    }
}
