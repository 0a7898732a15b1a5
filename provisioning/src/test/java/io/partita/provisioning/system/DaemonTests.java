package io.partita.provisioning.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.provisioning.Poll;
import io.partita.provisioning.cluster.LxcSupport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonTests {

    private final LocalRemote node = new LocalRemote("n1");

    @TempDir
    Path temp;

    private Daemon daemon;

    @BeforeEach
    void needLinux() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc: daemons are driven on Linux only");
        daemon = daemon(List.of("sleep", "1000"));
    }

    @AfterEach
    void leaveNothing() {
        daemon.remove(node);
    }

    @Test
    void lives_through_start_pause_resume_and_kill() {
        daemon.prepare(node, 1);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
        daemon.start(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.RUNNING);
        daemon.pause(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.PAUSED);
        daemon.resume(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.RUNNING);
        daemon.kill(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
    }

    @Test
    void runs_by_a_clock_of_its_own_if_it_is_to() throws Exception {
        assumeTrue(LxcSupport.missingForClocks().isEmpty(), "no libfaketime on this machine");
        daemon.prepare(node, 1);
        Daemon clocked = daemon.withClock();
        clocked.start(node);
        Poll.until("the library is in its memory", () -> read(clocked, "maps").contains("libfaketime"));
        assertThat(read(clocked, "environ"))
                .contains("FAKETIME_TIMESTAMP_FILE=" + clocked.clock().file());
        String left = "faketime_shm_" + clocked.process(node).orElseThrow().replaceFirst("/.*", "");
        assertThat(Path.of("/dev/shm", left)).exists();
        clocked.kill(node);
        assertThat(Path.of("/dev/shm", left)).doesNotExist();
        daemon.start(node);
        Poll.until("another program runs", () -> read(daemon, "cmdline").startsWith("sleep"));
        assertThat(read(daemon, "environ")).doesNotContain("FAKETIME");
        assertThat(read(daemon, "maps")).doesNotContain("libfaketime");
    }

    private String read(Daemon running, String file) throws IOException {
        String pid = running.process(node).orElseThrow().replaceFirst("/.*", "");
        return Files.readString(Path.of("/proc", pid, file));
    }

    @Test
    void says_which_program_is_missing_also_behind_a_clock() {
        daemon = new Daemon(daemon.directory(), List.of("no-such-program", "x"), List.of()).withClock();
        daemon.prepare(node, 1);
        assertThatThrownBy(() -> daemon.start(node)).hasMessageContaining("no no-such-program on this node");
    }

    @Test
    void tells_a_process_from_the_one_before() {
        daemon.prepare(node, 1);
        assertThat(daemon.process(node)).isEmpty();
        daemon.start(node);
        Optional<String> first = daemon.process(node);
        daemon.pause(node);
        assertThat(daemon.process(node)).isPresent().isEqualTo(first);
        daemon.kill(node);
        assertThat(daemon.process(node)).isEmpty();
        daemon.start(node);
        assertThat(daemon.process(node)).isPresent().isNotEqualTo(first);
    }

    @Test
    void ends_by_SIGTERM_when_it_listens_to_it() {
        started();
        assertThat(daemon.stop(node)).isEqualTo("terminated");
        assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
        assertThat(daemon.stop(node)).isEqualTo("idle");
    }

    @Test
    void is_killed_when_it_does_not_listen_to_SIGTERM() throws Exception {
        daemon = daemon(List.of("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1000; done"));
        started();
        Poll.until("it is deaf", () -> daemon.tail(node, 1).equals("deaf"));
        assertThat(daemon.stop(node)).isEqualTo("killed");
        assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
    }

    @Test
    void one_that_was_asked_to_end_and_may_yet_do_so_is_not_taken_for_running() throws IOException {
        started();
        Optional<String> ending = daemon.process(node);
        Files.createFile(Path.of(daemon.directory(), "stopping"));
        assertThat(node.run(daemon.revival()).succeeded()).isTrue();
        assertThat(daemon.process(node)).isPresent().isNotEqualTo(ending);
        assertThat(Path.of(daemon.directory(), "stopping")).doesNotExist();
    }

    @Test
    void one_command_revives_it_whether_it_is_dead_or_paused_or_runs() {
        started();
        for (Runnable blow : List.<Runnable>of(() -> daemon.kill(node), () -> daemon.pause(node), () -> {})) {
            blow.run();
            assertThat(node.run(daemon.revival()).succeeded()).isTrue();
            assertThat(daemon.state(node)).isEqualTo(ProcessState.RUNNING);
        }
    }

    @Test
    void is_killed_while_it_is_paused() {
        started();
        daemon.pause(node);
        daemon.kill(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
    }

    @Test
    void starts_only_once() throws IOException {
        started();
        long pid = pid();
        daemon.start(node);
        assertThat(pid()).isEqualTo(pid);
    }

    @Test
    void starts_again_after_a_kill() throws IOException {
        started();
        long pid = pid();
        daemon.kill(node);
        daemon.start(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.RUNNING);
        assertThat(pid()).isNotEqualTo(pid);
    }

    @Test
    void verbs_without_a_process_do_nothing() {
        daemon.prepare(node, 1);
        daemon.kill(node);
        daemon.pause(node);
        daemon.resume(node);
        assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
    }

    @Test
    void leads_a_process_group_of_its_own() throws IOException {
        started();
        String[] fields = Files.readString(Path.of("/proc/" + pid() + "/stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ");
        assertThat(List.of(fields[2], fields[3])).containsOnly(String.valueOf(pid()));
    }

    @Test
    void never_touches_a_foreign_process_whose_number_stands_in_the_pid_file() throws Exception {
        daemon.prepare(node, 1);
        Process foreign = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(Path.of(daemon.directory(), "pid"), foreign.pid() + "\n");
            assertThat(daemon.state(node)).isEqualTo(ProcessState.DEAD);
            daemon.pause(node);
            daemon.kill(node);
            daemon.remove(node);
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @Test
    void removal_finds_processes_whose_pid_file_is_lost() throws IOException {
        started();
        long pid = pid();
        Files.delete(Path.of(daemon.directory(), "pid"));
        daemon.remove(node);
        assertThat(stateLetter(pid)).isIn("Z", "X", "");
        assertThat(Path.of(daemon.directory())).doesNotExist();
    }

    @Test
    void removal_of_nothing_succeeds() {
        daemon.remove(node);
        assertThat(Path.of(daemon.directory())).doesNotExist();
    }

    @Test
    void a_directory_that_is_not_ours_is_neither_used_nor_deleted() throws IOException {
        Path precious = Files.createDirectories(Path.of(daemon.directory())).resolve("precious");
        Files.writeString(precious, "data");
        assertThatThrownBy(() -> daemon.prepare(node, 1))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("n1: ")
                .hasMessageContaining("not made by partita")
                .hasMessageContaining("Next step");
        assertThatThrownBy(() -> daemon.remove(node)).isInstanceOf(SystemException.class);
        assertThat(precious).hasContent("data");
        Files.delete(precious);
        Files.delete(Path.of(daemon.directory()));
    }

    @Test
    void a_port_in_use_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            daemon = new Daemon(daemon.directory(), List.of("sleep", "1000"), List.of(taken.getLocalPort()));
            daemon.prepare(node, 1);
            assertThatThrownBy(() -> daemon.start(node))
                    .isInstanceOf(SystemException.class)
                    .hasMessageContaining("n1: port " + taken.getLocalPort() + " is already in use")
                    .hasMessageContaining("Next step");
        }
    }

    @Test
    void a_missing_program_is_named() {
        daemon = daemon(List.of("no-such-program-here"));
        daemon.prepare(node, 1);
        assertThatThrownBy(() -> daemon.start(node))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("no no-such-program-here on this node");
    }

    @Test
    void too_little_room_is_refused() {
        assertThatThrownBy(() -> daemon.prepare(node, 999_999_999))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("MB free");
    }

    @Test
    void starting_what_is_not_installed_is_refused() {
        assertThatThrownBy(() -> daemon.start(node))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("not installed");
    }

    @Test
    void output_goes_to_the_log() throws Exception {
        daemon = daemon(List.of("sh", "-c", "echo hello; exec sleep 1000"));
        daemon.prepare(node, 1);
        daemon.start(node);
        Poll.until(
                "the log says hello",
                Duration.ofSeconds(10),
                () -> daemon.tail(node, 5).equals("hello"));
    }

    private void started() {
        daemon.prepare(node, 1);
        daemon.start(node);
    }

    /** The process's state; whether a dead one stays a zombie is up to this machine's first process. */
    private static String stateLetter(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat"))
                    .replaceFirst("^.*\\) ", "")
                    .substring(0, 1);
        } catch (IOException e) {
            return "";
        }
    }

    private long pid() throws IOException {
        return Long.parseLong(
                Files.readString(Path.of(daemon.directory(), "pid")).strip());
    }

    private Daemon daemon(List<String> argv) {
        return new Daemon(temp.toAbsolutePath() + "/daemon", argv, List.of());
    }
}
