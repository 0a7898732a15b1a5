package io.partita.provisioning.system.mesos.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.provisioning.Poll;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.LocalRemote;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts of a cluster do to processes and files, tried on this machine in a temporary directory. */
@Timeout(60)
class SupervisionTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final LocalRemote node = new LocalRemote("n1");
    private final NodeScript script = SupervisedCluster.SCRIPT;

    @TempDir
    Path temp;

    private String base;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc: daemons are driven on Linux only");
        base = temp.resolve("testbed").toString();
        script.run(node, "prepare", base, "1");
        Files.writeString(Path.of(base, "supervise.sh"), SupervisedCluster.supervisor());
    }

    @AfterEach
    void leaveNothing() {
        script.run(node, "remove", base);
    }

    @Test
    void a_crashed_server_is_started_again_and_the_log_says_how_it_ended() throws Exception {
        Daemon master = started("master", "0.100", "exec sleep 1000");
        long first = server(master);
        String process = process(master);
        script.run(node, "crash", base, master.directory());
        Poll.until("another server runs", LONG, () -> state(master) == ProcessState.RUNNING && server(master) != first);
        assertThat(process).startsWith(first + "/");
        assertThat(process(master)).startsWith(server(master) + "/").isNotEqualTo(process);
        assertThat(Files.readString(Path.of(master.log())))
                .contains("supervisor: master runs as process " + first)
                .contains("supervisor: master ended with status 137, is started again in 0.100 s");
    }

    @Test
    void a_crash_strikes_what_a_launcher_started_too() throws Exception {
        Daemon marathon = started("marathon", "1.000", "sleep 1000 & echo $! >program; wait");
        Path program = Path.of(marathon.directory(), "program");
        Poll.until("the program runs", LONG, () -> Files.exists(program) && Files.size(program) > 0);
        Path process = Path.of("/proc", Files.readString(program).strip());
        assertThat(process).exists();
        script.run(node, "crash", base, marathon.directory());
        Poll.until("it is dead", LONG, () -> Files.notExists(process) || isZombie(process));
        assertThat(marathon.state(node)).as("its supervisor").isEqualTo(ProcessState.RUNNING);
    }

    private static boolean isZombie(Path process) throws IOException {
        return Files.readString(process.resolve("stat")).contains(") Z ");
    }

    @Test
    void a_server_that_exits_by_itself_is_started_again_too() throws Exception {
        Daemon agent = started("agent", "0.050", "echo run; exit 3");
        Poll.until(
                "three runs",
                LONG,
                () -> Files.readString(Path.of(agent.log()))
                                .lines()
                                .filter("run"::equals)
                                .count()
                        >= 3);
        assertThat(Files.readString(Path.of(agent.log()))).contains("agent ended with status 3, is started again");
    }

    @Test
    void a_killed_server_stays_dead_until_it_is_started() throws Exception {
        Daemon master = started("master", "0.050", "exec sleep 1000");
        master.kill(node);
        assertThat(state(master)).isEqualTo(ProcessState.DEAD);
        assertThat(process(master)).as("no process").isEmpty();
        assertThat(master.state(node)).as("its supervisor").isEqualTo(ProcessState.DEAD);
        String log = Files.readString(Path.of(master.log()));
        master.start(node);
        Poll.until("it runs again", LONG, () -> state(master) == ProcessState.RUNNING);
        assertThat(log).as("nobody started it in between").doesNotContain("again");
    }

    @Test
    void without_supervision_a_crash_is_the_end() throws Exception {
        Daemon marathon = started("marathon", "none", "exec sleep 1000");
        script.run(node, "crash", base, marathon.directory());
        Poll.until("its supervisor has ended", LONG, () -> marathon.state(node) == ProcessState.DEAD);
        assertThat(Files.readString(Path.of(marathon.log()))).contains("marathon ended with status 137\n");
    }

    @Test
    void what_a_server_started_in_a_session_of_its_own_survives_its_death_but_not_the_nodes() throws Exception {
        Daemon agent = started("agent", "none", "setsid sleep 1000 & echo $! >task; wait");
        Poll.until("the task runs", LONG, () -> Files.exists(Path.of(agent.directory(), "task")));
        agent.kill(node);
        assertThat(state(agent)).isEqualTo(ProcessState.DEAD);
        assertThat(wholeState()).as("the task lives").isEqualTo(ProcessState.RUNNING);
        script.run(node, "kill", base);
        assertThat(wholeState()).isEqualTo(ProcessState.DEAD);
    }

    @Test
    void the_whole_node_stands_still_and_goes_on() throws Exception {
        Daemon agent = started("agent", "none", "setsid sleep 1000 & echo $! >task; wait");
        Daemon master = started("master", "0.050", "exec sleep 1000");
        Poll.until("the task runs", LONG, () -> Files.exists(Path.of(agent.directory(), "task")));
        script.run(node, "pause", base);
        assertThat(List.of(wholeState(), state(agent), state(master))).containsOnly(ProcessState.PAUSED);
        script.run(node, "resume", base);
        assertThat(List.of(wholeState(), state(agent), state(master))).containsOnly(ProcessState.RUNNING);
    }

    @Test
    void one_role_stands_still_while_the_other_runs() throws Exception {
        Daemon agent = started("agent", "none", "exec sleep 1000");
        Daemon master = started("master", "none", "exec sleep 1000");
        agent.pause(node);
        assertThat(state(agent)).isEqualTo(ProcessState.PAUSED);
        assertThat(state(master)).isEqualTo(ProcessState.RUNNING);
        assertThat(wholeState()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void removal_leaves_no_process_and_no_file_also_when_it_was_half_installed() throws Exception {
        Daemon agent = started("agent", "0.050", "setsid sleep 1000 & wait");
        Files.delete(Path.of(agent.directory(), "pid"));
        Files.delete(Path.of(agent.directory(), ".partita"));
        script.run(node, "remove", base);
        assertThat(wholeState()).isEqualTo(ProcessState.DEAD);
        assertThat(Path.of(base)).doesNotExist();
        script.run(node, "remove", base);
    }

    @Test
    void a_directory_that_is_not_ours_is_refused() throws Exception {
        Path foreign = Files.createDirectories(temp.resolve("foreign"));
        Files.writeString(foreign.resolve("precious"), "x");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> script.run(node, "remove", foreign.toString()))
                .hasMessageContaining("was not made by partita")
                .hasMessageContaining("Next step");
        assertThat(foreign.resolve("precious")).exists();
    }

    @Test
    void only_existing_logs_are_named() throws Exception {
        Daemon agent = started("agent", "none", "exec sleep 1000");
        assertThat(script.run(node, "logs", base, "agent/daemon.log", "master/daemon.log")
                        .lines())
                .containsExactly(agent.log());
    }

    private Daemon started(String name, String pause, String program) throws Exception {
        Daemon daemon = new Daemon(
                base + "/" + name, List.of("sh", base + "/supervise.sh", name, pause, "sh", "-c", program), List.of());
        daemon.prepare(node, 1);
        daemon.start(node);
        Poll.until("the server runs", LONG, () -> Files.exists(Path.of(daemon.directory(), "server.pid")));
        return daemon;
    }

    private ProcessState state(Daemon daemon) {
        return ProcessState.ofLetter(
                script.run(node, "server", base, daemon.directory()).strip());
    }

    private String process(Daemon daemon) {
        return script.run(node, "process", base, daemon.directory()).strip();
    }

    private ProcessState wholeState() {
        return ProcessState.ofLetter(script.run(node, "state", base).strip());
    }

    private static long server(Daemon daemon) throws IOException {
        return Long.parseLong(
                Files.readString(Path.of(daemon.directory(), "server.pid")).strip());
    }
}
