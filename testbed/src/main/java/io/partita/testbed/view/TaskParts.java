package io.partita.testbed.view;

import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskStatus;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of a task that look the same wherever it is shown. */
public final class TaskParts {

    private TaskParts() {}

    /** Where a task runs, as far as it is known. */
    public static void container(ObjectNode json, TaskStatus status) {
        if (status.containerId() == null) {
            return;
        }
        ObjectNode container = json.putObject("container_status");
        container.set("container_id", Json.value(status.containerId()));
        if (status.ip() != null) {
            container
                    .putArray("network_infos")
                    .addObject()
                    .putArray("ip_addresses")
                    .addObject()
                    .put("protocol", "IPv4")
                    .put("ip_address", status.ip());
        }
    }

    /** A task's labels by name; nothing if it has none. */
    public static void labels(ObjectNode json, TaskInfo info) {
        if (!info.labels().isEmpty()) {
            ArrayNode labels = json.putArray("labels");
            info.labels().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(label ->
                            labels.addObject().put("key", label.getKey()).put("value", label.getValue()));
        }
    }
}
