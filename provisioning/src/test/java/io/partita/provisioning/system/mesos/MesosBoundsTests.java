package io.partita.provisioning.system.mesos;

import static io.partita.provisioning.system.testbed.TestbedData.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MesosBoundsTests {

    @Test
    void an_agent_is_lost_between_n_and_n_plus_one_pings() {
        MesosBounds bounds = settings(Map.of()).bounds();
        assertThat(bounds.agentLossWindow())
                .isEqualTo(new MesosBounds.Window(Duration.ofSeconds(75), Duration.ofSeconds(90)));
        assertThat(bounds.agentLossWindow().contains(Duration.ofMillis(84_700), Duration.ZERO))
                .as("what the field report of 2015 measured")
                .isTrue();
        assertThat(bounds.agentLossWindow().contains(Duration.ofSeconds(74), Duration.ofSeconds(10)))
                .isFalse();
    }

    @Test
    void bounds_follow_the_knobs_and_the_time_scale() {
        MesosBounds bounds = settings(Map.of("ping.timeout", "2s", "ping.max", "3", "time.scale", "2"))
                .bounds();
        assertThat(bounds.agentLossWindow())
                .isEqualTo(new MesosBounds.Window(Duration.ofSeconds(3), Duration.ofSeconds(4)));
    }

    @Test
    void a_leader_without_the_ensemble_steps_down_five_thirds_of_a_session_after_its_server_falls_silent() {
        MesosBounds bounds =
                settings(Map.of("zk.session", "6s", "zookeeper.syncLimit", "1")).bounds();
        assertThat(bounds.stepDownBound().minus(MesosBounds.PROCESSING)).isEqualTo(Duration.ofSeconds(10));
        assertThat(bounds.masterOverlap().minus(MesosBounds.PROCESSING)).isEqualTo(Duration.ofSeconds(4));
        assertThat(bounds.sessionExpiry()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void a_leader_that_is_cut_off_together_with_its_server_notices_when_the_server_does() {
        MesosBounds bounds = settings(Map.of()).bounds();
        Duration lag = Duration.ofSeconds(10);
        assertThat(bounds.masterOverlap().minus(MesosBounds.PROCESSING)).isEqualTo(lag);
        assertThat(bounds.marathonOverlap().minus(MesosBounds.PROCESSING)).isEqualTo(lag);
        assertThat(bounds.stepDownBound().minus(MesosBounds.PROCESSING)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void what_nobody_supervises_needs_no_time_to_come_back() {
        MesosBounds bounds = settings(Map.of("supervise.master", "none", "supervise.marathon", "10s"))
                .bounds();
        assertThat(bounds.respawn(Role.MASTER)).isZero();
        assertThat(bounds.respawn(Role.MARATHON).minus(MesosBounds.PROCESSING)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void recovery_is_longer_than_each_of_its_parts() {
        MesosBounds bounds = settings(Map.of()).bounds();
        assertThat(bounds.recoveryBound())
                .isGreaterThan(bounds.agentLossWindow().latest())
                .isGreaterThan(bounds.electionBound().plus(bounds.respawn(Role.MARATHON)));
    }

    @Test
    void a_rate_of_removals_says_how_far_apart_they_are() {
        assertThat(settings(Map.of()).bounds().removalSpacing()).isEmpty();
        assertThat(settings(Map.of("removal.rate", "2/20m", "time.scale", "5"))
                        .bounds()
                        .removalSpacing())
                .contains(Duration.ofMinutes(2));
    }

    @Test
    void
            news_of_a_task_may_have_to_be_sent_twice_and_reaches_who_asks_a_discovery_server_a_refresh_and_a_time_to_live_later() {
        MesosBounds bounds = settings(Map.of(
                        "executor.reap", "100ms",
                        "update.retry.min", "4s",
                        "discovery.refresh", "7s",
                        "discovery.ttl", "9s"))
                .bounds();
        assertThat(bounds.updateBound().minus(MesosBounds.PROCESSING)).isEqualTo(Duration.ofMillis(4_100));
        assertThat(bounds.discoveryBound().minus(bounds.updateBound())).isEqualTo(Duration.ofSeconds(16));
    }
}
