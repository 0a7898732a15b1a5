package io.partita.control.report;

import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small run that observes Mesos and Marathon, built observation by observation; each takes a millisecond. */
final class MesosRun {

    private static final long MS = 1_000_000;

    private final List<Op> events = new ArrayList<>();
    private long atMs;

    /** Lets time pass until {@code ms} of the run. */
    MesosRun at(long ms) {
        atMs = ms;
        return this;
    }

    /** All masters were asked: {@code leaders} lead and have these agents; the others on n1 to n3 follow the first. */
    MesosRun masters(List<String> leaders, List<String> agents) {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (String node : List.of("n1", "n2", "n3")) {
            answer.put(node, leaders.contains(node) ? leading(node, agents) : following(leaders));
        }
        return ok("masters", null, answer);
    }

    private static Map<String, Object> leading(String node, List<String> agents) {
        Map<String, Object> registered = new LinkedHashMap<>();
        agents.forEach(agent -> registered.put(agent, Map.of("id", "agent-" + agent, "active", true)));
        return Map.of(
                "status",
                200L,
                "leads",
                true,
                "leader",
                node,
                "state",
                Map.of("master", "term-" + node, "agents", registered));
    }

    private static Map<String, Object> following(List<String> leaders) {
        return leaders.isEmpty()
                ? Map.of("error", "timeout: no answer")
                : Map.of("status", 307L, "leader", leaders.get(0));
    }

    /** Marathon on n1 was asked for its apps: of /web it wants so many, and reports so many as running. */
    MesosRun apps(int wanted, int reported) {
        Map<String, Object> tasks = new LinkedHashMap<>();
        for (int i = 0; i < reported; i++) {
            tasks.put("web." + i, Map.of("state", "TASK_RUNNING", "node", "n4"));
        }
        return ok(
                "apps",
                "n1",
                Map.of("via", "n1", "apps", Map.of("/web", Map.of("instances", (long) wanted, "tasks", tasks))));
    }

    /** Marathon on n1 gave no list of apps. */
    MesosRun appsFail() {
        return complete(OpType.FAIL, "apps", "n1", null, "refused");
    }

    /** The processes of these tasks of /web were found on n4. */
    MesosRun processes(String... tasks) {
        List<Object> found = new ArrayList<>();
        for (String task : tasks) {
            found.add(List.of(task, "/web", (long) task.hashCode() % 1000 + 2000, 1L, "main", "running"));
        }
        return ok("processes", null, Map.of("n4", Map.of("zombies", 0L, "processes", found)));
    }

    private MesosRun ok(String f, Object argument, Object value) {
        return complete(OpType.OK, f, argument, value, null);
    }

    private MesosRun complete(OpType type, String f, Object argument, Object value, String error) {
        events.add(new Op(0, atMs * MS, 0, OpType.INVOKE, f, null, argument, null));
        atMs++;
        events.add(new Op(0, atMs * MS, 0, type, f, null, value, error));
        return this;
    }

    History history() {
        return History.of(events);
    }

    RunSummary summary() {
        RunSummary bare = Hostile.bare(Verdict.VALID);
        return new RunSummary(
                bare.schemaVersion(),
                bare.verdict(),
                "all was well",
                bare.startedAt(),
                1,
                "marathon-restart",
                "kill",
                "testbed modern",
                List.of("n1", "n2", "n3", "n4"),
                1,
                atMs,
                Map.of("ok", (long) events.size() / 2),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                null);
    }
}
