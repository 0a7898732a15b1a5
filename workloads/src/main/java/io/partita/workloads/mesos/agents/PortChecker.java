package io.partita.workloads.mesos.agents;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.util.List;
import java.util.Map;

/** What can be had once is given once: no two tasks live on a node with the same port, and no task has two processes. */
record PortChecker(Promises promises) implements Checker {

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<TaskLife> lives = TaskLives.of(history).stream()
                .filter(life -> promises.instances().containsKey(life.app()))
                .toList();
        Findings findings = new Findings(name());
        for (int i = 0; i < lives.size(); i++) {
            for (int j = i + 1; j < lives.size(); j++) {
                compare(lives.get(i), lives.get(j), history, findings);
            }
        }
        return findings.result(
                lives.size(),
                "no two of " + lives.size() + " tasks had the same port of a node at the same time",
                "no task was seen or wrote down that it lived");
    }

    private static void compare(TaskLife one, TaskLife other, History history, Findings findings) {
        long from = Math.max(one.start(), other.start());
        boolean together = from < Math.min(one.lastSeen(), other.lastSeen());
        if (!together) {
            return;
        }
        if (one.task().equals(other.task())) {
            findings.add(
                    "task " + one.task() + " lived twice at " + Findings.at(from) + ": as process " + one.pid() + " on "
                            + one.node() + " and as process " + other.pid() + " on " + other.node(),
                    Findings.indexAt(history, from),
                    List.of(),
                    Map.of("task", one.task()));
        } else if (one.node().equals(other.node())
                && one.port().isPresent()
                && one.port().equals(other.port())) {
            findings.add(
                    "port " + one.port().getAsInt() + " of " + one.node() + " was given to two tasks that lived at "
                            + Findings.at(from) + ": " + one.task() + " and " + other.task(),
                    Findings.indexAt(history, from),
                    List.of(),
                    Map.of("node", one.node(), "port", (long) one.port().getAsInt()));
        }
    }
}
