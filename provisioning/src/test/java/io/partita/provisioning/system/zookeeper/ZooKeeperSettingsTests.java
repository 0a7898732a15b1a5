package io.partita.provisioning.system.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZooKeeperSettingsTests {

    @Test
    void options_replace_defaults() {
        ZooKeeperSettings settings = ZooKeeperSettings.parse(Map.of("tickTime", "500", "directory", "/srv/zk"));
        assertThat(settings.tickTime()).isEqualTo(500);
        assertThat(settings.directory()).isEqualTo("/srv/zk");
        assertThat(settings.syncLimit()).isEqualTo(ZooKeeperSettings.DEFAULT.syncLimit());
    }

    @Test
    void settings_survive_being_written_as_options() {
        ZooKeeperSettings settings = ZooKeeperSettings.parse(Map.of("heapMb", "96", "clientPort", "12181"));
        assertThat(ZooKeeperSettings.parse(settings.toOptions())).isEqualTo(settings);
    }

    @Test
    void all_wrong_options_are_named_at_once() {
        assertThatThrownBy(() -> ZooKeeperSettings.parse(Map.of(
                        "tickTme", "500", "heapMb", "much", "syncLimit", "0", "clientPort", "2888", "directory", "/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown option \"tickTme\"")
                .hasMessageContaining("heapMb must be a whole number, not \"much\"")
                .hasMessageContaining("syncLimit must be positive, not 0")
                .hasMessageContaining("clientPort must be other than 2888 and 3888")
                .hasMessageContaining("directory must be an absolute path");
    }

    @Test
    void the_recovery_bound_grows_with_the_settings_it_is_made_of() {
        assertThat(ZooKeeperSettings.DEFAULT.recoveryBound()).isEqualTo(Duration.ofMillis(19 * 1000 + 2000 + 2000));
        assertThat(ZooKeeperSettings.parse(Map.of("tickTime", "2000")).recoveryBound())
                .isEqualTo(Duration.ofMillis(19 * 2000 + 2000 + 2000));
    }

    @Test
    void an_unlisted_version_is_refused_with_the_one_that_is_known() {
        assertThatThrownBy(() -> ZooKeeperSystem.of(Map.of("version", "3.4.6")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.4.6")
                .hasMessageContaining("3.9.5");
    }
}
