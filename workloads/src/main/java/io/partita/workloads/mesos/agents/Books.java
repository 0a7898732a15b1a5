package io.partita.workloads.mesos.agents;

import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What runs on the nodes beside what the leading master lists. Immutable.
 *
 * @param orphans tasks that run and that the master does not list, as words
 * @param ghosts tasks that the master lists as running and that do not run
 * @param strays processes that tasks left behind, where all of a task's processes are to end with it
 * @param miscounted apps that have more or fewer living tasks than they are to have
 * @param unreadable nodes about which nothing is known
 */
record Books(
        List<String> orphans,
        List<String> ghosts,
        List<String> strays,
        List<String> miscounted,
        Set<String> unreadable) {

    private static final Set<String> LISTED_ALIVE =
            Set.of("TASK_STAGING", "TASK_STARTING", "TASK_RUNNING", "TASK_KILLING");

    Books {
        orphans = List.copyOf(orphans);
        ghosts = List.copyOf(ghosts);
        strays = List.copyOf(strays);
        miscounted = List.copyOf(miscounted);
        unreadable = Set.copyOf(unreadable);
    }

    /** Whether everything was read and agrees. */
    boolean isClean() {
        return findings().isEmpty() && unreadable.isEmpty();
    }

    /** What does not agree, in words, the worst first. */
    List<String> findings() {
        List<String> all = new ArrayList<>(orphans);
        all.addAll(strays);
        all.addAll(ghosts);
        all.addAll(miscounted);
        return all;
    }

    /** The cluster as the only master that leads knows it. */
    static Optional<ClusterState> leading(Map<String, MasterView> views) {
        List<ClusterState> states = views.values().stream()
                .filter(MasterView::leads)
                .flatMap(view -> view.state().stream())
                .toList();
        return states.size() == 1 ? Optional.of(states.get(0)) : Optional.empty();
    }

    /**
     * Compares what was found between two statements of the master: what changed between them is held against nobody.
     *
     * @param before what the master said before
     * @param after what it said afterwards; the same again if it was not asked
     */
    static Books compare(Promises promises, ClusterState before, ClusterState after, NodeTasks found) {
        List<String> orphans = new ArrayList<>();
        List<String> ghosts = new ArrayList<>();
        List<String> strays = new ArrayList<>();
        List<String> miscounted = new ArrayList<>();
        Set<String> running = new HashSet<>();
        found.live().forEach((node, processes) -> {
            for (TaskProcess process : processes) {
                running.add(node + " " + process.task());
                if (promises.instances().containsKey(process.app())
                        && !lists(before, node, process.task(), LISTED_ALIVE)
                        && !lists(after, node, process.task(), LISTED_ALIVE)) {
                    orphans.add("task " + process.task() + " runs on " + node + " (process " + process.pid()
                            + "), and the master lists no such task there");
                }
            }
        });
        after.tasks().forEach((id, task) -> {
            String node = task.node();
            boolean read = node != null && found.live().containsKey(node);
            if (read && isGhost(promises, before, after, node, id) && !running.contains(node + " " + id)) {
                ghosts.add("the master lists task " + id + " as running on " + node + ", and it does not run there");
            }
        });
        if (promises.contained()) {
            found.strays()
                    .forEach((node, processes) -> processes.forEach(process -> strays.add("process " + process.pid()
                            + " on " + node + " was left behind by task " + process.task()
                            + ", whose processes are all to end with it")));
        }
        Map<String, Long> live = AppSetup.live(found);
        promises.instances().forEach((app, instances) -> {
            long alive = live.getOrDefault(app, 0L);
            if (found.unreadable().isEmpty() && !promises.endsByItself(app) && alive != instances) {
                miscounted.add("app " + app + " has " + alive + " living tasks, and is to have " + instances);
            }
        });
        return new Books(orphans, ghosts, strays, miscounted, found.unreadable());
    }

    /** A task that ends by itself may have ended a moment ago. */
    private static boolean isGhost(Promises promises, ClusterState before, ClusterState after, String node, String id) {
        Set<String> running = Set.of("TASK_RUNNING");
        boolean ends = promises.instances().keySet().stream()
                .filter(promises::endsByItself)
                .anyMatch(app -> id.startsWith(app.substring(1)));
        return !ends && lists(before, node, id, running) && lists(after, node, id, running);
    }

    private static boolean lists(ClusterState state, String node, String task, Set<String> states) {
        ClusterState.Task listed = state.tasks().get(task);
        return listed != null && node.equals(listed.node()) && states.contains(listed.state());
    }
}
