package io.partita.control.testbed;

import static io.partita.control.testbed.Observer.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeClock;
import io.partita.workloads.mesos.nodes.NodeClocks;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.ProcessListing;
import io.partita.workloads.mesos.nodes.TaskKiller;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.nodes.TaskLedgers;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.nodes.TaskProcess.Kind;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs of tasks on five real nodes, started as an executor would start them. */
@Timeout(120)
class TasksOnNodesIT {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int PORT = 31000;

    @RegisterExtension
    static final TestbedNodes cluster = new TestbedNodes();

    private final TaskProgram program = TaskProgram.standard();
    private final long begin = System.nanoTime();
    private Nodes nodes;
    private NodeClocks clocks;

    @BeforeEach
    void install() {
        nodes = cluster.nodes();
        program.install(nodes);
        clocks = NodeClocks.of(nodes, this::now);
        clocks.measure();
    }

    @AfterEach
    void leaveNothing() {
        program.killAll(nodes);
        program.remove(nodes);
        assertThat(ProcessListing.of(nodes).read().nodes().values())
                .allSatisfy(found ->
                        assertThat(found.value().orElseThrow().processes()).isEmpty());
        assertThat(nodes.parallel(node ->
                        node.run(Command.of("test", "-e", program.home())).exitStatus()))
                .containsEntry("n1", 1)
                .containsEntry("n5", 1);
    }

    private long now() {
        return System.nanoTime() - begin;
    }

    /** An executor, which is a shell here, and its task. */
    private void start(String node, String task, TaskMode mode) {
        String command = program.command(mode, Duration.ofMillis(100));
        nodes.on(node).require(Command.script("""
                export MESOS_TASK_ID=$1 MARATHON_APP_ID=/web MARATHON_APP_VERSION=v1 PORT0=$2
                PARTITA_EXECUTOR=c-$1 setsid sh -c 'env -u PARTITA_EXECUTOR setsid sh -c "$1"; exit $?' sh "$3" \
                    </dev/null >/dev/null 2>&1 &
                """, task, Integer.toString(PORT), command));
    }

    private NodeTasks listed() {
        return ProcessListing.of(nodes).read();
    }

    private List<String> live(String node) {
        return listed().live().get(node).stream().map(TaskProcess::task).toList();
    }

    private TaskLedger ledger() {
        return TaskLedgers.of(program, nodes, clocks).read();
    }

    private LedgerEntry written(String task) {
        return ledger().entries().stream()
                .filter(entry -> entry.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyNodeShowsItsOwnTasksAndNoExecutors() throws Exception {
        start("n1", "web.1", TaskMode.steady());
        start("n2", "web.2", TaskMode.steady());
        start("n2", "web.3", TaskMode.serve());
        until("all have begun", LONG, () -> ledger().entries().size() == 3);
        NodeTasks tasks = listed();
        assertThat(tasks.unreadable()).isEmpty();
        assertThat(tasks.nodes().keySet()).containsExactly("n1", "n2", "n3", "n4", "n5");
        assertThat(tasks.live().get("n1")).extracting(TaskProcess::task).containsExactly("web.1");
        assertThat(tasks.live().get("n2")).extracting(TaskProcess::task).containsExactlyInAnyOrder("web.2", "web.3");
        assertThat(tasks.live().get("n3")).isEmpty();
        assertThat(NodeTasks.fromJson(tasks.toJson())).isEqualTo(tasks);
    }

    @Test
    void aKilledTaskIsGoneAndItsLedgerHasNoEnd() throws Exception {
        start("n1", "web.1", TaskMode.steady());
        until("it has beaten", LONG, () -> ledger().entries().stream().anyMatch(e -> e.lastBeatNs() > e.startNs()));
        TaskProcess process = listed().live().get("n1").get(0);
        assertThat(TaskKiller.kill(nodes.on("n2"), "web.1").any()).isFalse();
        assertThat(TaskKiller.kill(nodes.on("n1"), "web.1").pids()).contains(process.pid());
        long killed = now();
        assertThat(live("n1")).isEmpty();
        LedgerEntry entry = written("web.1");
        assertThat(entry.end()).isEmpty();
        assertThat(entry.node()).isEqualTo("n1");
        assertThat(entry.pid()).isEqualTo(process.pid());
        assertThat(entry.lastBeatNs()).isBetween(-entry.errorNs(), killed + entry.errorNs());
        assertThat(TaskLedger.fromJson(ledger().toJson()).entries()).contains(entry);
    }

    @Test
    void aTaskThatIsToldToStopSaysWhen() throws Exception {
        start("n3", "web.1", TaskMode.steady());
        until("it lives", LONG, () -> !ledger().entries().isEmpty());
        long before = now();
        cluster.sh("n3", "kill " + listed().live().get("n3").get(0).pid());
        until("it has ended", LONG, () -> live("n3").isEmpty());
        LedgerEntry.End end = written("web.1").end().orElseThrow();
        assertThat(end.signal()).contains("TERM");
        long error = written("web.1").errorNs();
        assertThat(end.atNs()).isBetween(before - error, now() + error);
    }

    @Test
    void aDaemonOutlivesItsTaskAsAStray() throws Exception {
        start("n4", "web.1", new TaskMode.Fork(Duration.ofMillis(50), 0));
        until(
                "it has left a stray",
                LONG,
                () -> listed().strays().get("n4").size() == 1 && live("n4").isEmpty());
        assertThat(listed().strays().get("n4").get(0).kind()).isEqualTo(Kind.STRAY);
        assertThat(TaskKiller.kill(nodes.on("n4"), "web.1").pids()).hasSize(1);
        assertThat(listed().strays().get("n4")).isEmpty();
    }

    @Test
    void aServingTaskIsReachedFromTheControlNode() throws Exception {
        start("n5", "web.1", TaskMode.serve());
        until("it has begun", LONG, () -> !ledger().entries().isEmpty());
        String address = nodes.inventory().node("n5").address();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + PORT + "/"))
                .timeout(LONG)
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("\"task\":\"web.1\"")
                .contains("\"version\":\"v1\"");
    }

    @Test
    void clocksOfNodesThatShareAKernelAgreeWithinTheirErrors() {
        List<NodeClock> read = clocks.measure().values().stream()
                .map(reading -> reading.value().orElseThrow())
                .toList();
        long uptime = read.get(0).uptimeNs();
        assertThat(read).allSatisfy(clock -> {
            assertThat(Math.abs(clock.toRun(uptime) - read.get(0).toRun(uptime)))
                    .isLessThanOrEqualTo(clock.errorAt(uptime) + read.get(0).errorAt(uptime));
            assertThat(clocks.rebooted(clock.node())).isFalse();
        });
    }

    @Test
    void aNodeThatDoesNotAnswerInTimeIsUnreadable() {
        NodeTasks tasks = ProcessListing.of(nodes, Duration.ofNanos(1)).read();
        assertThat(tasks.unreadable()).containsExactlyElementsOf(nodes.names());
        assertThat(tasks.live()).isEqualTo(Map.of());
        assertThat(listed().unreadable()).isEmpty();
    }
}
