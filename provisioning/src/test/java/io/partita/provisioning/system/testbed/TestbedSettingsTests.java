package io.partita.provisioning.system.testbed;

import static io.partita.provisioning.system.testbed.TestbedData.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.system.mesos.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestbedSettingsTests {

    @Test
    void all_problems_are_told_at_once() {
        assertThatThrownBy(() -> settings(Map.of(
                        "profile", "future",
                        "time.scale", "0",
                        "bugs", "B07+B99",
                        "ping.timeout", "soon",
                        "ping.max", "0",
                        "removal.rate", "often",
                        "timeout", "1s",
                        "masters", "some",
                        "directory", "/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("testbed: ")
                .hasMessageContaining("profile must be one of classic, legacy1, pa, modern, not \"future\"")
                .hasMessageContaining("time.scale must be a number from 1 to 1000, not \"0\"")
                .hasMessageContaining("no bug is called \"B99\"")
                .hasMessageContaining("ping.timeout must be a number and ms, s, m or h")
                .hasMessageContaining("ping.max must be a positive whole number")
                .hasMessageContaining("removal.rate must be a number and a time such as 1/20m, or none")
                .hasMessageContaining("unknown option \"timeout\"")
                .hasMessageContaining("masters must be a positive whole number")
                .hasMessageContaining("directory must be an absolute path");
    }

    @Test
    void bugs_are_joined_by_plus_because_commas_separate_options() {
        TestbedSettings settings = settings(Map.of("bugs", "B07+B43"));
        assertThat(settings.bugs()).containsExactlyInAnyOrder("B07", "B43");
        assertThat(settings.has("B07")).isTrue();
        assertThat(settings.has("B08")).isFalse();
    }

    @Test
    void a_knob_has_its_profiles_default_divided_by_the_time_scale() {
        TestbedSettings classic = settings(Map.of("profile", "classic", "time.scale", "10"));
        assertThat(classic.duration("registry.store.timeout")).isEqualTo(Duration.ofMillis(500));
        assertThat(classic.optionalDuration("marathon.heartbeat.interval")).isEmpty();
        assertThat(settings(Map.of("registry.store.timeout", "7s")).duration("registry.store.timeout"))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void only_what_was_given_is_handed_on_to_the_servers() {
        assertThat(settings(Map.of("time.scale", "4", "ping.max", "3", "masters", "1"))
                        .given())
                .containsOnly(
                        Map.entry("profile", "modern"),
                        Map.entry("time.scale", "4"),
                        Map.entry("bugs", ""),
                        Map.entry("ping.max", "3"));
    }

    @ParameterizedTest
    @CsvSource({"1,2000,10,5", "10,200,15,5", "20,100,30,5", "50,50,60,10"})
    void the_ensembles_tick_follows_the_time_scale_but_work_keeps_its_time(
            String scale, int tick, int initLimit, int syncLimit) {
        var zookeeper = settings(Map.of("time.scale", scale)).zookeeper();
        assertThat(zookeeper.tickTime()).isEqualTo(tick);
        assertThat(zookeeper.initLimit()).isEqualTo(initLimit);
        assertThat(zookeeper.syncLimit()).isEqualTo(syncLimit);
        assertThat(zookeeper.directory()).isEqualTo("/opt/partita/testbed/zookeeper");
    }

    @Test
    void the_tick_is_moved_so_that_the_ensemble_grants_the_sessions_asked_for() {
        assertThat(settings(Map.of("zk.session", "2m", "marathon.zk.session", "1m"))
                        .zookeeper()
                        .tickTime())
                .isEqualTo(6000);
        assertThat(settings(Map.of("zk.session", "2s")).zookeeper().tickTime()).isEqualTo(1000);
    }

    @Test
    void a_session_that_no_ensemble_can_grant_is_refused() {
        assertThatThrownBy(() -> settings(Map.of("time.scale", "500")))
                .hasMessageContaining("a ZooKeeper session of 20 ms")
                .hasMessageContaining("100 to 1000 ms");
    }

    @Test
    void settings_of_the_ensemble_pass_through() {
        var zookeeper = settings(Map.of("zookeeper.heapMb", "64", "zookeeper.syncLimit", "7"))
                .zookeeper();
        assertThat(zookeeper.heapMb()).isEqualTo(64);
        assertThat(zookeeper.syncLimit()).isEqualTo(7);
        assertThatThrownBy(() -> settings(Map.of("zookeeper.syncLimit", "x", "zookeeper.nothing", "1")))
                .hasMessageContaining("syncLimit must be a whole number")
                .hasMessageContaining("unknown option \"nothing\"");
    }

    @Test
    void a_layout_in_one_word_takes_the_place_of_the_usual_one() {
        assertThat(settings(Map.of()).layout()).isEmpty();
        assertThat(settings(Map.of("layout", "zookeeper:n1/master:n1/agent:n2+n3"))
                        .layout()
                        .orElseThrow()
                        .of("n2"))
                .containsExactly(Role.AGENT);
        assertThatThrownBy(() -> settings(Map.of("layout", "agent:n1")))
                .hasMessageContaining("agent needs master, which is on no node");
    }
}
