package io.partita.workloads.mesos.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cluster as a master that leads knows it. Immutable.
 *
 * @param master the id of the master's term: another one is another term
 * @param agents the registered agents by node
 * @param unreachable number of agents that it counts as unreachable
 * @param frameworks the registered frameworks
 * @param tasks every task that it lists as not ended, by id
 * @param ended tasks that it lists as ended, and what it says they went through, by id
 */
public record ClusterState(
        String master,
        Map<String, Agent> agents,
        int unreachable,
        List<Framework> frameworks,
        Map<String, Task> tasks,
        Map<String, Task> ended) {

    public ClusterState {
        agents = Map.copyOf(agents);
        frameworks = List.copyOf(frameworks);
        tasks = Map.copyOf(tasks);
        ended = Map.copyOf(ended);
    }

    /**
     * A registered agent.
     *
     * @param id its id
     * @param active whether the master holds it for connected
     */
    public record Agent(String id, boolean active) {}

    /**
     * A registered framework.
     *
     * @param id its id
     * @param name its name
     * @param active whether it gets offers
     */
    public record Framework(String id, String name, boolean active) {}

    /**
     * A task.
     *
     * @param node where it runs or ran; {@code null} if the agent is not known any more
     * @param state its state, such as {@code TASK_RUNNING}
     * @param states the states that it went through, oldest first, as the master tells them
     */
    public record Task(String node, String state, List<String> states) {
        public Task {
            states = List.copyOf(states);
        }

        private Object toJson() {
            return new Json.Maker()
                    .put("node", node)
                    .put("state", state)
                    .put("states", states)
                    .make();
        }

        private static Task fromJson(Object value) {
            Map<String, Object> json = Json.object(value);
            return new Task(
                    Json.text(json, "node"),
                    Json.text(json, "state"),
                    Json.list(json.get("states")).stream().map(String::valueOf).toList());
        }
    }

    Map<String, Object> toJson() {
        Map<String, Object> byNode = new LinkedHashMap<>();
        agents.forEach((node, agent) -> byNode.put(
                node,
                new Json.Maker()
                        .put("id", agent.id)
                        .flag("active", agent.active)
                        .make()));
        List<Object> registered = new ArrayList<>();
        frameworks.forEach(framework -> registered.add(new Json.Maker()
                .put("id", framework.id)
                .put("name", framework.name)
                .flag("active", framework.active)
                .make()));
        return new Json.Maker()
                .put("master", master)
                .put("agents", byNode)
                .put("unreachable", unreachable)
                .put("frameworks", registered)
                .put("tasks", tasks(tasks))
                .put("ended", tasks(ended))
                .make();
    }

    private static Map<String, Object> tasks(Map<String, Task> tasks) {
        Map<String, Object> json = new LinkedHashMap<>();
        tasks.forEach((id, task) -> json.put(id, task.toJson()));
        return json;
    }

    static ClusterState fromJson(Map<String, Object> json) {
        Map<String, Agent> agents = new LinkedHashMap<>();
        Json.object(json, "agents").forEach((node, value) -> {
            Map<String, Object> agent = Json.object(value);
            agents.put(node, new Agent(Json.text(agent, "id"), Json.flag(agent, "active")));
        });
        List<Framework> frameworks = Json.list(json.get("frameworks")).stream()
                .map(Json::object)
                .map(framework -> new Framework(
                        Json.text(framework, "id"), Json.text(framework, "name"), Json.flag(framework, "active")))
                .toList();
        return new ClusterState(
                Json.text(json, "master"),
                agents,
                (int) Json.number(json, "unreachable"),
                frameworks,
                tasksOf(Json.object(json, "tasks")),
                tasksOf(Json.object(json, "ended")));
    }

    private static Map<String, Task> tasksOf(Map<String, Object> json) {
        Map<String, Task> tasks = new LinkedHashMap<>();
        json.forEach((id, task) -> tasks.put(id, Task.fromJson(task)));
        return tasks;
    }
}
