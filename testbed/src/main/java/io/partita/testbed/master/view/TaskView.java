package io.partita.testbed.master.view;

import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.view.Json;
import io.partita.testbed.view.ResourcesView;
import io.partita.testbed.view.TaskParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A task, in the old API's form and in that of the operator API. */
final class TaskView {

    private TaskView() {}

    static ObjectNode old(TaskEntry task) {
        ObjectNode json = Json.object();
        json.put("id", task.id());
        json.put("name", task.info().name());
        json.put("framework_id", task.frameworkId());
        json.put("executor_id", "");
        json.put("slave_id", task.agentId());
        json.put("state", task.state().name());
        json.set("resources", ResourcesView.brief(task.info().resources()));
        json.put("role", "*");
        Json.list(json, "statuses", task.statuses(), TaskView::oldStatus);
        TaskParts.labels(json, task.info());
        discovery(json, task.info());
        return json;
    }

    private static ObjectNode oldStatus(TaskStatus status) {
        ObjectNode json = Json.object();
        json.put("state", status.state().name());
        Json.put(json, "timestamp", status.timestamp());
        TaskParts.container(json, status);
        return json;
    }

    static ObjectNode operator(TaskEntry task) {
        ObjectNode json = Json.object();
        json.put("name", task.info().name());
        json.set("task_id", Json.value(task.id()));
        json.set("framework_id", Json.value(task.frameworkId()));
        json.set("agent_id", Json.value(task.agentId()));
        json.put("state", task.state().name());
        json.set("resources", ResourcesView.full(task.info().resources(), ResourcesView.Detail.ALLOCATION));
        Json.some(json, "statuses", task.statuses(), TaskView::operatorStatus);
        if (task.updateUuid() != null) {
            json.put("status_update_state", task.updateState().name());
            json.put("status_update_uuid", bytes(task.updateUuid()));
        }
        if (!task.info().labels().isEmpty()) {
            TaskParts.labels(json.putObject("labels"), task.info());
        }
        discovery(json, task.info());
        return json;
    }

    private static ObjectNode operatorStatus(TaskStatus status) {
        ObjectNode json = Json.object();
        json.set("task_id", Json.value(status.taskId()));
        json.put("state", status.state().name());
        if (status.message() != null && !status.message().isEmpty()) {
            json.put("message", status.message());
        }
        json.put("source", status.source());
        if (status.reason() != null) {
            json.put("reason", status.reason().replace("SLAVE", "AGENT"));
        }
        json.set("agent_id", Json.value(status.agentId()));
        if (status.uuid() != null) {
            json.set("executor_id", Json.value(status.taskId()));
        }
        Json.put(json, "timestamp", status.timestamp());
        if (status.uuid() != null) {
            json.put("uuid", bytes(status.uuid()));
        }
        TaskParts.container(json, status);
        if (status.executorPid() != null && json.path("container_status").isObject()) {
            ((ObjectNode) json.get("container_status")).put("executor_pid", status.executorPid());
        }
        return json;
    }

    private static void discovery(ObjectNode json, TaskInfo info) {
        if (info.portNames().isEmpty()) {
            return;
        }
        ObjectNode discovery = json.putObject("discovery");
        discovery.put("visibility", "FRAMEWORK");
        discovery.put("name", info.name());
        ArrayNode ports = discovery.putObject("ports").putArray("ports");
        List<Integer> numbers = info.resources().ports().stream()
                .flatMapToInt(TaskView::all)
                .boxed()
                .toList();
        for (int i = 0; i < Math.min(numbers.size(), info.portNames().size()); i++) {
            ports.addObject()
                    .put("number", numbers.get(i))
                    .put("name", info.portNames().get(i))
                    .put("protocol", "tcp");
        }
    }

    private static IntStream all(PortRange range) {
        return IntStream.rangeClosed(range.begin(), range.end());
    }

    /** A number as protobuf writes bytes. */
    private static String bytes(String uuid) {
        try {
            UUID parsed = UUID.fromString(uuid);
            byte[] raw = ByteBuffer.allocate(16)
                    .putLong(parsed.getMostSignificantBits())
                    .putLong(parsed.getLeastSignificantBits())
                    .array();
            return Base64.getEncoder().encodeToString(raw);
        } catch (IllegalArgumentException e) {
            return Base64.getEncoder().encodeToString(uuid.getBytes(StandardCharsets.UTF_8));
        }
    }
}
