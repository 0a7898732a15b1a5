package io.partita.workloads.mesos.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.SystemException;
import io.partita.workloads.mesos.nodes.TaskProcess.Kind;
import io.partita.workloads.mesos.nodes.TaskProcess.State;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts under this machine's shell; other tasks of this machine are not looked at. */
@Timeout(60)
class TasksOnThisMachineTests {

    private final LocalNodes machine = LocalNodes.machine();
    private final String task = Tasks.newName();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir
    Path temp;

    private TaskProgram program;
    private Tasks tasks;

    @BeforeEach
    void install() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc: tasks are looked at on Linux only");
        program = new TaskProgram(temp.resolve("tasks").toString());
        program.install(machine);
        tasks = new Tasks(program);
    }

    @AfterEach
    void leaveNothing() {
        program.killAll(machine);
        program.remove(machine);
        assertThat(temp.resolve("tasks")).doesNotExist();
    }

    private List<TaskProcess> listed() {
        return ProcessListing.read(machine.on("n1")).processes().stream()
                .filter(process -> process.task().equals(task))
                // A pause between two beats is one of these until it sleeps.
                .filter(process -> process.kind() != Kind.CHILD)
                .toList();
    }

    private TaskLedger ledger() {
        NodeClocks clocks = NodeClocks.of(machine, System::nanoTime);
        clocks.measure();
        return TaskLedgers.of(program, machine, clocks).read();
    }

    private Optional<LedgerEntry> written() {
        List<LedgerEntry> entries = ledger().entries();
        assertThat(entries).hasSizeLessThan(2);
        return entries.stream().findFirst();
    }

    private boolean beats() {
        return written().filter(entry -> entry.lastBeatNs() > entry.startNs()).isPresent();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private HttpResponse<String> get(int port, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSteadyTaskIsListedAsOneProcessAndWritesThatItLives() {
        long before = System.nanoTime();
        Process process = tasks.start(task, TaskMode.steady(), 31000);
        Tasks.until("it beats", this::beats);
        assertThat(listed()).singleElement().satisfies(listed -> {
            assertThat(listed.pid()).isEqualTo(process.pid());
            assertThat(listed.app()).isEqualTo("/web");
            assertThat(listed.kind()).isEqualTo(Kind.MAIN);
            assertThat(listed.state()).isEqualTo(State.RUNNING);
        });
        LedgerEntry entry = written().orElseThrow();
        assertThat(entry.task()).isEqualTo(task);
        assertThat(entry.app()).isEqualTo("/web");
        assertThat(entry.version()).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(entry.port()).isEqualTo(OptionalInt.of(31000));
        assertThat(entry.pid()).isEqualTo(process.pid());
        assertThat(entry.end()).isEmpty();
        assertThat(entry.startNs()).isBetween(before - entry.errorNs(), System.nanoTime() + entry.errorNs());
        assertThat(entry.lastBeatNs()).isLessThan(System.nanoTime() + entry.errorNs());
    }

    @Test
    void aTaskThatIsToldToStopSaysSo() throws Exception {
        Process process = tasks.start(task, TaskMode.steady(), 31000);
        Tasks.until("it beats", this::beats);
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(written().orElseThrow().end().flatMap(LedgerEntry.End::signal))
                .contains("TERM");
        assertThat(listed()).isEmpty();
    }

    @Test
    void aTaskThatEndsByItselfSaysItsStatus() throws Exception {
        assertThat(tasks.start(task, new TaskMode.Exit(Duration.ofMillis(120), 3), 31000)
                        .waitFor())
                .isEqualTo(3);
        LedgerEntry entry = written().orElseThrow();
        assertThat(entry.end().orElseThrow().status()).hasValue(3);
        assertThat(entry.end().orElseThrow().atNs() - entry.startNs()).isGreaterThan(100_000_000);
    }

    @Test
    void aTaskThatMakesItselfADaemonLeavesAStray() throws Exception {
        assertThat(tasks.start(task, new TaskMode.Fork(Duration.ofMillis(60), 0), 31000)
                        .waitFor())
                .isZero();
        Tasks.until(
                "its child is a stray",
                () -> listed().stream().map(TaskProcess::kind).toList().equals(List.of(Kind.STRAY)));
        program.killAll(machine);
        assertThat(listed()).isEmpty();
    }

    @Test
    void aStoppedTaskIsListedAsStopped() throws Exception {
        Process process = tasks.start(task, TaskMode.steady(), 31000);
        Tasks.until("it beats", this::beats);
        new ProcessBuilder("kill", "-s", "STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
        Tasks.until(
                "it is stopped",
                () -> listed().stream().map(TaskProcess::state).toList().equals(List.of(State.STOPPED)));
    }

    @Test
    void killingATaskEndsItAndNothingElse() throws Exception {
        Process process = tasks.start(task, TaskMode.steady(), 31000);
        Process other = tasks.start(Tasks.newName(), TaskMode.steady(), 31001);
        Tasks.until("both have begun", () -> ledger().entries().size() == 2);
        TaskKiller.Killed killed = TaskKiller.kill(machine.on("n1"), task);
        assertThat(killed.pids()).contains(process.pid());
        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(other.isAlive()).isTrue();
        assertThat(TaskKiller.kill(machine.on("n1"), task).any()).isFalse();
    }

    @Test
    void aNumberThatIsAnotherProcessByNowIsNotKilled() {
        Process process = tasks.start(task, TaskMode.steady(), 31000);
        Tasks.until("it beats", this::beats);
        long began = listed().get(0).startTicks();
        var kill = NodeScript.beside(TaskKiller.class, "kill.sh");
        assertThat(kill.run(machine.on("n1"), task, process.pid() + ":" + (began - 1)))
                .isEmpty();
        assertThat(kill.run(machine.on("n1"), Tasks.newName(), process.pid() + ":" + began))
                .isEmpty();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aServingTaskSaysWhatItIsAndBeats() throws IOException {
        int port = freePort();
        Process process = tasks.start(task, TaskMode.serve(), port);
        Tasks.until("it answers", () -> get(port, "/") != null);
        assertThat(get(port, "/any?path").body())
                .contains("\"task\":\"" + task + "\"")
                .contains("\"app\":\"/web\"")
                .contains("\"version\":\"2026-01-01T00:00:00.000Z\"")
                .contains("\"port\":" + port)
                .contains("\"pid\":" + process.pid());
        assertThat(get(port, "/health").statusCode()).isEqualTo(200);
        Tasks.until("it beats", this::beats);
        assertThat(listed()).extracting(TaskProcess::pid).containsExactly(process.pid());
    }

    @Test
    void aServingTaskThatIsToldToStopSaysSo() throws Exception {
        int port = freePort();
        Process process = tasks.start(task, TaskMode.serve(), port);
        Tasks.until("it answers", () -> get(port, "/") != null);
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(written().orElseThrow().end().flatMap(LedgerEntry.End::signal))
                .contains("TERM");
    }

    @Test
    void anUnhealthyTaskSaysSoAndServes() throws IOException {
        int port = freePort();
        tasks.start(task, TaskMode.serveUnhealthy(), port);
        Tasks.until("it answers", () -> get(port, "/") != null);
        assertThat(get(port, "/health").statusCode()).isEqualTo(503);
        assertThat(get(port, "/").statusCode()).isEqualTo(200);
    }

    @Test
    void aTaskBecomesHealthyAndCeasesToBe() throws IOException {
        int port = freePort();
        var mode = new TaskMode.Serve(Optional.of(Duration.ofMillis(1500)), Optional.of(Duration.ofMillis(3500)));
        tasks.start(task, mode, port);
        for (int status : new int[] {503, 200, 503}) {
            Tasks.until("its health is " + status, () -> {
                HttpResponse<String> answer = get(port, "/health");
                return answer != null && answer.statusCode() == status;
            });
        }
    }

    @Test
    void aTaskWhosePortIsTakenEnds() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process process = tasks.start(task, TaskMode.serve(), taken.getLocalPort());
            assertThat(process.waitFor()).isEqualTo(69);
            assertThat(written().orElseThrow().end().orElseThrow().status()).hasValue(69);
        }
    }

    @Test
    void aSilentClientHindersNoOther() throws Exception {
        int port = freePort();
        tasks.start(task, TaskMode.serve(), port);
        Tasks.until("it answers", () -> get(port, "/") != null);
        try (var silent = new Socket("127.0.0.1", port)) {
            silent.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            silent.getOutputStream().flush();
            assertThat(get(port, "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void halfLinesAreCountedAndTheRestIsRead() throws Exception {
        tasks.start(task, new TaskMode.Exit(Duration.ZERO, 0), 31000).waitFor();
        Path file = Path.of(program.home(), "ledger", task);
        byte[] garbage = "beat 12\nbeat 99.99 1 .\n\u0000\u00ff x .\nstop 1.00 TERM .\nstart 1"
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, garbage, StandardOpenOption.APPEND);
        TaskLedger.OnNode read = ledger().nodes().get("n1").value().orElseThrow();
        assertThat(read.entries()).hasSize(1);
        assertThat(read.spoilt()).isEqualTo(5);
    }

    @Test
    void aLineThatRanIntoTheNextOneIsNoBeat() throws Exception {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        Files.writeString(
                Path.of(program.home(), "ledger", task),
                "start 10.00 12 %s /web v1 - .\nbeat 10.50 12 .\nbeat 11.00 12 beat\nbeat 11.50 1".formatted(boot));
        TaskLedger.OnNode read = ledger().nodes().get("n1").value().orElseThrow();
        LedgerEntry entry = read.entries().get(0);
        assertThat(entry.lastBeatNs() - entry.startNs()).isEqualTo(500_000_000);
        assertThat(read.spoilt()).isEqualTo(2);
    }

    @Test
    void aNumberThatIsUsedAgainIsAnotherProcess() throws Exception {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        String start = " 12 " + boot + " /web v1 - .\n";
        Files.writeString(
                Path.of(program.home(), "ledger", task),
                "start 10.00" + start + "beat 10.50 12 .\nstart 20.00" + start + "stop 20.50 12 TERM .\n");
        List<LedgerEntry> entries = ledger().entries();
        assertThat(entries).extracting(LedgerEntry::pid).containsExactly(12L, 12L);
        assertThat(entries).extracting(entry -> entry.end().isPresent()).containsExactly(false, true);
        assertThat(entries.get(1).startNs() - entries.get(0).startNs()).isEqualTo(10_000_000_000L);
    }

    @Test
    void aDirectoryThatIsNotOursIsNotTouched() throws IOException {
        Path theirs = Files.createDirectory(temp.resolve("theirs"));
        var other = new TaskProgram(theirs.toString());
        assertThat(catchThrowable(() -> other.install(machine))).hasMessageContaining("was not made by partita");
        assertThat(catchThrowable(() -> other.remove(machine))).hasMessageContaining("was not made by partita");
        assertThat(theirs).isEmptyDirectory();
    }

    @Test
    void aMissingLedgerIsUnreadableAndNotEmpty() {
        program.remove(machine);
        assertThat(ledger().unreadable()).containsExactly("n1");
    }

    @Test
    void whoMayNotSeeTasksIsToldSo() {
        String nobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups sh -s";
        LocalNodes unprivileged = new LocalNodes(
                List.of("n1"),
                command -> LocalNodes.execute(new Command(
                        List.of("sh", "-c", nobody), command.stdin(), command.deadline(), command.idempotent())));
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
        assertThat(catchThrowable(() -> ProcessListing.of(unprivileged).read()))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("may not read the environments of processes. Next step: log in as root");
    }
}
