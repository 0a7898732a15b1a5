package io.partita.provisioning.system.mesos.release;

import static io.partita.provisioning.system.mesos.release.Worlds.flags;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.LocalRemote;
import io.partita.provisioning.system.mesos.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LaunchScriptTests {

    private static final Path CAPTURES = Path.of("..", "testbed", "src", "test", "resources", "captures");

    private static final String ENSEMBLE =
            "zk://10.0.0.11:2181,10.0.0.12:2181,10.0.0.13:2181,10.0.0.14:2181,10.0.0.15:2181";

    @Test
    void a_modern_master_is_told_everything_that_bounds_are_computed_from() {
        assertThat(flags(Role.MASTER))
                .containsEntry("zk", ENSEMBLE + "/mesos")
                .containsEntry("quorum", "2")
                .containsEntry("ip", "10.0.0.12")
                .containsEntry("hostname", "10.0.0.12")
                .containsEntry("port", "5050")
                .containsEntry("work_dir", "/opt/partita/mesos/master/work")
                .containsEntry("log_dir", "/opt/partita/mesos/master/logs")
                .containsEntry("zk_session_timeout", "10secs")
                .containsEntry("agent_ping_timeout", "15secs")
                .containsEntry("max_agent_ping_timeouts", "5")
                .containsEntry("agent_reregister_timeout", "600secs")
                .containsEntry("recovery_agent_removal_limit", "100%")
                .containsEntry("registry_store_timeout", "20secs")
                .containsEntry("allocation_interval", "1secs")
                .doesNotContainKeys("offer_timeout", "agent_removal_rate_limit", "webui_dir");
    }

    /** Flags without a default are not in a server's list unless they are set; these are documented. */
    @Test
    void modern_flags_are_those_of_servers_that_were_recorded() throws Exception {
        assertThat(flags(Role.MASTER).keySet()).isSubsetOf(recorded("master", Set.of("log_dir")));
        assertThat(flags(Role.AGENT).keySet())
                .isSubsetOf(recorded(
                        "agent", Set.of("log_dir", "no-systemd_enable_support", "executor_environment_variables")));
        Set<String> marathon = new HashSet<>(
                Set.of("leader_proxy_connection_timeout", "leader_proxy_read_timeout", "kill_retry_timeout"));
        JsonNode info = JsonMapper.shared()
                .readTree(Files.readString(CAPTURES.resolve("marathon-1.8.244/ha/info-8083.http"))
                        .replaceFirst("(?s)^.*?\\r?\\n\\r?\\n", ""));
        for (String part : List.of("marathon_config", "zookeeper_config", "http_config")) {
            marathon.addAll(info.path(part).propertyNames());
        }
        assertThat(flags(Role.MARATHON).keySet()).isSubsetOf(marathon);
    }

    private static Set<String> recorded(String server, Set<String> others) throws Exception {
        Path file = CAPTURES.resolve("mesos-1.6.2/single-1master-1agent-3tasks/" + server + "_flags.json");
        Set<String> names = new HashSet<>(others);
        names.addAll(JsonMapper.shared()
                .readTree(Files.readString(file))
                .path("flags")
                .propertyNames());
        return names;
    }

    @Test
    void flags_of_old_releases_say_slave_and_what_was_a_constant_has_none() {
        assertThat(flags(Role.MASTER, "profile", "legacy1"))
                .containsKeys("slave_ping_timeout", "max_slave_ping_timeouts", "recovery_slave_removal_limit")
                .doesNotContainKey("zk_session_timeout")
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("agent"));
        assertThat(flags(Role.MASTER, "profile", "classic"))
                .doesNotContainKeys("slave_ping_timeout", "agent_ping_timeout", "zk_session_timeout")
                .containsEntry("registry_store_timeout", "5secs");
        assertThat(flags(Role.MASTER, "profile", "pa")).containsKey("agent_ping_timeout");
    }

    @Test
    void a_flag_that_not_all_releases_of_a_profile_have_is_passed_only_if_it_was_given() {
        assertThat(flags(Role.MASTER, "profile", "pa")).doesNotContainKey("zk_session_timeout");
        assertThat(flags(Role.MASTER, "profile", "pa", "zk.session", "6s"))
                .containsEntry("zk_session_timeout", "6secs");
        assertThat(flags(Role.MARATHON, "profile", "legacy1", "marathon.kill.retry", "3s"))
                .containsEntry("kill_retry_timeout", "3000");
    }

    @Test
    void a_modern_agent_is_contained_by_its_process_tree_and_marks_its_executors() {
        assertThat(flags(Role.AGENT))
                .containsEntry("master", ENSEMBLE + "/mesos")
                .containsEntry("hostname", "n2")
                .containsEntry("launcher", "posix")
                .containsEntry("isolation", "posix/cpu,posix/mem")
                .containsEntry("launcher_dir", "/opt/m/libexec/mesos")
                .containsEntry("runtime_dir", "/opt/partita/mesos/agent/run")
                .containsEntry("no-systemd_enable_support", "")
                .containsEntry("executor_reregistration_timeout", "2secs")
                .containsEntry("recovery_timeout", "900secs")
                .doesNotContainKey("attributes")
                .hasEntrySatisfying(
                        "executor_environment_variables",
                        value -> assertThat(value)
                                .contains("\"PARTITA_DAEMON\":\"/opt/partita/mesos/agent\"", "/opt/m/lib"));
        assertThat(flags(Role.AGENT, "containment", "contained", "attributes", "rack:2"))
                .containsEntry("launcher", "linux")
                .containsEntry("isolation", "cgroups/cpu,cgroups/mem")
                .containsEntry("attributes", "rack:2");
        assertThat(flags(Role.AGENT, "profile", "classic"))
                .doesNotContainKeys("launcher", "runtime_dir", "no-systemd_enable_support", "fetcher_cache_dir");
    }

    @Test
    void marathon_takes_milliseconds_and_seconds() {
        assertThat(flags(Role.MARATHON, "marathon.revive.interval", "5s", "failover.timeout", "10m"))
                .containsEntry("master", ENSEMBLE + "/mesos")
                .containsEntry("zk", ENSEMBLE + "/marathon")
                .containsEntry("hostname", "10.0.0.12")
                .containsEntry("http_port", "8080")
                .containsEntry("failover_timeout", "600")
                .containsEntry("zk_session_timeout", "10000")
                .containsEntry("task_launch_timeout", "300000")
                .containsEntry("min_revive_offers_interval", "5000")
                .containsEntry("reconciliation_interval", "600000")
                .containsEntry("max_instances_per_offer", "5");
        assertThat(flags(Role.MARATHON, "profile", "classic"))
                .containsEntry("zk_timeout", "10000")
                .doesNotContainKeys("zk_session_timeout", "min_revive_offers_interval", "mesos_heartbeat_interval");
    }

    @Test
    void flags_are_passed_through_as_they_are() {
        assertThat(flags(Role.MASTER, "flag.master.cluster", "it's mine", "flag.agent.strict", "false"))
                .containsEntry("cluster", "it's mine")
                .doesNotContainKey("strict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MASTER", "AGENT", "MARATHON"})
    void the_program_gets_every_flag_as_it_was_meant_and_its_environment(Role role, @TempDir Path directory)
            throws Exception {
        Path program = directory.resolve("program");
        Files.writeString(program, "#!/bin/sh\nenv >environment\nprintf '%s\\n' \"$@\" >arguments\n");
        program.toFile().setExecutable(true);
        Map<String, String> paths = new LinkedHashMap<>(Worlds.PROGRAMS.paths());
        paths.put(role.label(), program.toString());
        String text = Worlds.launches(
                        Worlds.settings("java.options", "-Xmx256m+-Da='b'", "flag.agent.gc_delay", "$HOME"))
                .text(role, "n2", new Programs(paths));
        Files.writeString(directory.resolve("launch.sh"), text);
        new LocalRemote("n2").require(Command.of("sh", "-c", "cd \"$0\" && sh launch.sh", directory.toString()));
        String arguments = Files.readString(directory.resolve("arguments"));
        String environment = Files.readString(directory.resolve("environment"));
        assertThat(environment).contains("LD_LIBRARY_PATH=/opt/m/lib\n");
        switch (role) {
            case MASTER -> assertThat(arguments).contains("--quorum=2\n", "--zk=" + ENSEMBLE + "/mesos\n");
            case AGENT -> assertThat(arguments).contains("--gc_delay=$HOME\n", "--no-systemd_enable_support\n");
            default -> {
                assertThat(arguments).contains("--zk_session_timeout\n10000\n");
                assertThat(environment)
                        .contains(
                                "MESOS_NATIVE_JAVA_LIBRARY=/opt/m/lib/libmesos.so\n",
                                "LIBPROCESS_IP=10.0.0.12\n",
                                "JAVA_OPTS=-Xmx256m -Da='b'\n")
                        .doesNotContain("JAVA_HOME=\n");
            }
        }
    }
}
