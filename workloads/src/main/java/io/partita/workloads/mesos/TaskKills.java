package io.partita.workloads.mesos;

import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.ProcessListing;
import io.partita.workloads.mesos.nodes.TaskKiller;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The operation that kills a random task on its node behind the back of Mesos. Its argument is a number that chooses among
 * the tasks that live; its result says {@code node}, {@code task}, {@code app}, the {@code pid} of the task's main process, and
 * the {@code pids} of all processes that were killed.
 */
public final class TaskKills {

    /** The operation's function. */
    public static final String KILL = "kill-task";

    private TaskKills() {}

    /** Endlessly kills a task of {@code app}, once in {@code interval} on average. */
    public static Generator every(Duration interval, long seed, String app) {
        return Generators.stagger(
                interval,
                seed,
                Generators.stream(
                        seed, (number, random) -> new Template(KILL, app, random.nextLong(Integer.MAX_VALUE))));
    }

    /** Performs the operation; fails if no task of the app, which is the operation's key, lives. */
    public static Completion kill(Site site, Invocation invocation) {
        NodeTasks found = ProcessListing.of(site.nodes()).read();
        record Candidate(String node, TaskProcess process) {}
        List<Candidate> candidates = new ArrayList<>();
        found.live()
                .forEach((node, processes) -> processes.stream()
                        .filter(process -> process.app().equals(invocation.key()))
                        .forEach(process -> candidates.add(new Candidate(node, process))));
        if (candidates.isEmpty()) {
            return Completion.fail(invocation, "nothing-to-kill");
        }
        candidates.sort(Comparator.comparing((Candidate candidate) -> candidate.node)
                .thenComparing(candidate -> candidate.process.task()));
        Candidate chosen = candidates.get((int) ((Long) invocation.value() % candidates.size()));
        TaskKiller.Killed killed = TaskKiller.kill(site.nodes().on(chosen.node), chosen.process.task());
        if (!killed.any()) {
            return Completion.fail(invocation, "gone: " + chosen.process.task() + " on " + chosen.node);
        }
        return Completion.ok(new Json.Maker()
                .put("node", chosen.node)
                .put("task", chosen.process.task())
                .put("app", chosen.process.app())
                .put("pid", chosen.process.pid())
                .put("pids", List.<Object>copyOf(killed.pids()))
                .make());
    }
}
