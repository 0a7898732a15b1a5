package io.partita.control.testbed;

import static io.partita.control.testbed.Observer.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.testbed.TestbedSystem;
import io.partita.workloads.mesos.nodes.LedgerEntry;
import io.partita.workloads.mesos.nodes.NodeClocks;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.ProcessListing;
import io.partita.workloads.mesos.nodes.TaskKiller;
import io.partita.workloads.mesos.nodes.TaskLedgers;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The nodes' truth about tasks that the testbed runs. */
@Timeout(180)
class TasksOfTheTestbedIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int INSTANCES = 3;

    @RegisterExtension
    static final TestbedNodes cluster = new TestbedNodes();

    private static List<TaskProcess> live(NodeTasks tasks) {
        return tasks.live().values().stream().flatMap(List::stream).toList();
    }

    @Test
    void aTaskKilledOnItsNodeIsMissedThereAndReplacedElsewhereInTheLedger() throws Exception {
        Nodes nodes = cluster.nodes();
        TaskProgram program = TaskProgram.standard();
        TestbedSystem testbed = TestbedSystem.of(Map.of("time.scale", "5"));
        long begin = System.nanoTime();
        NodeClocks clocks = NodeClocks.of(nodes, () -> System.nanoTime() - begin);
        clocks.measure();
        TaskLedgers ledgers = TaskLedgers.of(program, nodes, clocks);
        program.install(nodes);
        testbed.install(nodes);
        try {
            testbed.start(nodes);
            testbed.awaitReady(nodes, LONG);
            Observer observer = new Observer(nodes, testbed);
            observer.runApp("web", program.command(TaskMode.serve()), INSTANCES);

            NodeTasks before = ProcessListing.of(nodes).read();
            assertThat(live(before)).hasSize(INSTANCES);
            assertThat(before.strays().values())
                    .allSatisfy(strays -> assertThat(strays).isEmpty());
            assertThat(live(before)).extracting(TaskProcess::app).containsOnly("/web");

            String node = before.live().entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            String task = before.live().get(node).get(0).task();
            assertThat(TaskKiller.kill(nodes.on(node), task).any()).isTrue();
            until("another has begun", LONG, () -> ledgers.read().entries().size() == INSTANCES + 1);
            until(
                    "there are as many as before",
                    LONG,
                    () -> live(ProcessListing.of(nodes).read()).size() == INSTANCES);
            assertThat(live(ProcessListing.of(nodes).read()))
                    .extracting(TaskProcess::task)
                    .doesNotContain(task);
            assertThat(ledgers.read().entries())
                    .filteredOn(entry -> entry.task().equals(task))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.end()).isEmpty();
                        assertThat(entry.version()).isNotEmpty();
                    });
            assertThat(ledgers.read().entries()).extracting(LedgerEntry::app).containsOnly("/web");
        } finally {
            testbed.remove(nodes);
            program.killAll(nodes);
            program.remove(nodes);
        }
    }
}
