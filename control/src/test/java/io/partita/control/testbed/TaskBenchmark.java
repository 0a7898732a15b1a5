package io.partita.control.testbed;

import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.SshNodes;
import io.partita.workloads.mesos.nodes.NodeClocks;
import io.partita.workloads.mesos.nodes.ProcessListing;
import io.partita.workloads.mesos.nodes.TaskKiller;
import io.partita.workloads.mesos.nodes.TaskLedgers;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

/** What it costs to look at tasks on nodes, fifty on one of them; run by hand, as root on a machine with LXC. */
public final class TaskBenchmark {

    private static final int TASKS = 50;
    private static final int ROUNDS = 50;
    private static final int REQUESTS = 1000;
    private static final int PORT = 31999;

    private TaskBenchmark() {}

    /** Something to measure. */
    private interface Action {
        void run() throws Exception;
    }

    /** Runs all measurements. */
    public static void main(String[] arguments) throws Exception {
        LxcCluster cluster = LxcCluster.named("tasks-" + ProcessHandle.current().pid(), 5);
        try (Nodes nodes = SshNodes.connect(cluster.up())) {
            TaskProgram program = TaskProgram.standard();
            program.install(nodes);
            try {
                measure(nodes, program);
            } finally {
                program.killAll(nodes);
                program.remove(nodes);
            }
        } finally {
            cluster.down();
        }
    }

    private static void measure(Nodes nodes, TaskProgram program) throws Exception {
        Remote loaded = nodes.on("n1");
        for (int i = 0; i < TASKS; i++) {
            start(loaded, "web." + i, program.command(TaskMode.steady()));
        }
        start(nodes.on("n2"), "serve", program.command(TaskMode.serve()));
        long begin = System.nanoTime();
        NodeClocks clocks = NodeClocks.of(nodes, () -> System.nanoTime() - begin);
        clocks.measure();
        TaskLedgers ledgers = TaskLedgers.of(program, nodes, clocks);
        Observer.until(
                "all have begun",
                Duration.ofSeconds(30),
                () -> ledgers.read().entries().size() == TASKS + 1);
        times("listing a node with " + TASKS + " tasks", () -> ProcessListing.read(loaded));
        times("listing five nodes", () -> ProcessListing.of(nodes).read());
        times("reading the ledgers of five nodes", ledgers::read);
        times("measuring the clocks of five nodes", clocks::measure);
        serve(nodes.inventory().node("n2").address());
        long start = System.nanoTime();
        TaskKiller.kill(loaded, "web.0");
        System.out.printf("%-52s %8.1f ms%n", "killing a task", (System.nanoTime() - start) / 1e6);
    }

    private static void start(Remote node, String task, String command) {
        node.require(Command.script("""
                export MESOS_TASK_ID=$1 MARATHON_APP_ID=/web PORT0=$2
                setsid sh -c "$3" </dev/null >/dev/null 2>&1 &
                """, task, Integer.toString(PORT), command));
    }

    private static void serve(String address) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + PORT + "/"))
                .build();
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        System.out.printf(
                "%-52s %8.0f /s%n",
                "requests answered by one task, one after another", REQUESTS / ((System.nanoTime() - start) / 1e9));
    }

    private static void times(String what, Action action) throws Exception {
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            action.run();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf("%-52s %8.1f ms median %8.1f ms worst%n", what, times[ROUNDS / 2], times[ROUNDS - 1]);
    }
}
