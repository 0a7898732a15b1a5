package io.partita.provisioning.system.mesos.release;

import static io.partita.provisioning.system.mesos.release.Worlds.read;
import static io.partita.provisioning.system.mesos.release.Worlds.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.provisioning.system.mesos.MesosBounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTests {

    @Test
    void all_problems_are_told_at_once() {
        Map<String, String> wrong = new HashMap<>(Map.of(
                "archive", "/nowhere/mesos-1.6.2.tar.gz",
                "sha256", "abc",
                "marathon.prefix", "/nowhere/marathon",
                "marathon.archive", "/nowhere/marathon.tgz",
                "profile", "future",
                "masters", "some",
                "wipe.meta", "sometimes",
                "directory", "/",
                "time.scale", "5"));
        wrong.putAll(Map.of("timeout", "1s", "flag.boss.x", "1", "packages.key", "key.gpg", "java.home", "jdk"));
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mesos: ")
                .hasMessageContaining("archive: there is no file /nowhere/mesos-1.6.2.tar.gz")
                .hasMessageContaining("sha256 must be 64 hexadecimal digits")
                .hasMessageContaining(
                        "Marathon is to come from several places: give one of marathon.archive, marathon.prefix")
                .hasMessageContaining("profile must be one of classic, legacy1, pa, modern")
                .hasMessageContaining("masters must be a positive whole number")
                .hasMessageContaining("wipe.meta must be one of never, on-failure, always")
                .hasMessageContaining("directory must be an absolute path")
                .hasMessageContaining("time.scale: released servers take every duration as it is")
                .hasMessageContaining("unknown option \"timeout\"")
                .hasMessageContaining("flag.boss.x must be flag.SERVER.NAME with one of master, agent, marathon")
                .hasMessageContaining("packages.key makes sense with packages only")
                .hasMessageContaining("java.home must be an absolute path on the nodes");
    }

    @Test
    void without_a_mesos_the_ways_to_name_one_are_listed() {
        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining(
                        "no Mesos is named: give archive=FILE or URL, prefix=DIRECTORY, prefix=node:DIRECTORY or"
                                + " packages=REPOSITORY");
    }

    @Test
    void what_a_release_cannot_set_is_refused_with_the_reason_and_bounds_use_what_is_in_force() {
        assertThatThrownBy(() -> settings("profile", "classic", "ping.timeout", "3s"))
                .hasMessageContaining(
                        "ping.timeout cannot be set with profile classic, where it is 15s: a constant of Mesos"
                                + " before 0.23");
        assertThatThrownBy(() -> settings("update.retry.min", "1s")).hasMessageContaining("a constant of Mesos");
        assertThatThrownBy(() -> settings("profile", "legacy1", "zk.session", "4s"))
                .hasMessageContaining("before Mesos 1.3 masters and agents elect and detect with 10 s of their own");
        assertThat(settings("profile", "classic", "ping.timeout", "15s").duration("ping.timeout"))
                .isEqualTo(Duration.ofSeconds(15));
        MesosBounds bounds = new MesosBounds(settings("ping.timeout", "3s", "ping.max", "4"));
        assertThat(bounds.agentLossWindow())
                .isEqualTo(new MesosBounds.Window(Duration.ofSeconds(12), Duration.ofSeconds(15)));
    }

    @Test
    void what_a_server_would_refuse_is_refused_before_it_is_started() {
        assertThatThrownBy(() -> settings("reregister.timeout", "5m"))
                .hasMessageContaining("reregister.timeout must be at least 10m, which Mesos enforces, not 5m");
        assertThatThrownBy(() -> settings("ping.timeout", "500ms")).hasMessageContaining("at least 1s");
        assertThatThrownBy(() -> settings("executor.reregister", "20s")).hasMessageContaining("at most 15s");
        assertThatThrownBy(() -> settings("failover.timeout", "1500ms"))
                .hasMessageContaining("failover.timeout must be a whole number of seconds, not \"1500ms\"");
        assertThatThrownBy(() -> settings("marathon.scale.interval", "none"))
                .hasMessageContaining("marathon.scale.interval cannot be none");
        assertThatThrownBy(() -> settings("containment", "loose")).hasMessageContaining("posix or contained");
        assertThatThrownBy(() -> settings("flag.master.agent_ping_timeout", "1secs"))
                .hasMessageContaining("this program sets that flag itself, by ping.timeout");
        assertThatThrownBy(() -> settings("flag.agent.work_dir", "/x")).hasMessageContaining("sets that flag itself");
        assertThat(settings("supervise.master", "none").optionalDuration("supervise.master"))
                .isEmpty();
    }

    @Test
    void a_session_that_the_ensemble_does_not_grant_moves_its_tick() {
        assertThat(settings().zookeeper().tickTime()).isEqualTo(2000);
        assertThat(settings("zk.session", "2s").zookeeper().tickTime()).isEqualTo(1000);
        assertThat(settings("zookeeper.heapMb", "64").zookeeper().heapMb()).isEqualTo(64);
        assertThat(settings().zookeeper().directory()).isEqualTo("/opt/partita/mesos/zookeeper");
    }

    @Test
    void a_layout_cannot_place_what_is_not_named() {
        assertThatThrownBy(() -> read(Map.of("prefix", "node:/usr", "layout", "zookeeper:n1/master:n1/marathon:n1")))
                .hasMessageContaining("marathon is on [n1], but no Marathon is named: give marathon.archive");
        assertThatThrownBy(() -> settings("layout", "zookeeper:n1/master:n1/discovery:n2"))
                .hasMessageContaining("discovery is on [n2], but this system has none");
    }

    @Test
    void the_version_is_what_is_given_or_what_names_give_away() {
        assertThat(settings().version()).isEqualTo("modern");
        assertThat(settings("version", "1.6.2", "marathon.version", "1.8.244").version())
                .isEqualTo("1.6.2 with Marathon 1.8.244");
        assertThat(read(Map.of("prefix", "node:/opt/mesos-1.4.3")).version()).isEqualTo("1.4.3");
    }

    @Test
    void a_repository_is_written_with_plus_for_blanks() {
        Source.Packages packages = (Source.Packages) read(Map.of(
                        "packages",
                        "[trusted=yes]+http://host/debian+bookworm+main",
                        "version",
                        "1.6.2-2",
                        "package",
                        "my-mesos"))
                .mesos();
        assertThat(packages.repository()).isEqualTo("[trusted=yes] http://host/debian bookworm main");
        assertThat(packages.request()).isEqualTo("my-mesos=1.6.2-2");
        assertThatThrownBy(() -> read(Map.of("packages", "http://host")))
                .hasMessageContaining("must be a line of sources.list without deb and with + for blanks");
    }

    @Test
    void a_url_needs_a_checksum() {
        assertThatThrownBy(() -> read(Map.of("archive", "http://host/mesos-1.6.2.tar.gz")))
                .hasMessageContaining("archive is a URL, so sha256 must say what is expected there")
                .hasMessageContaining("curl -L http://host/mesos-1.6.2.tar.gz | sha256sum");
    }
}
