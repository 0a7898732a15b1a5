package io.partita.workloads.mesos.discovery;

import io.partita.workloads.mesos.observe.Json;
import java.util.Map;
import java.util.Objects;

/**
 * An instance of an app as somebody was told of it, and who answered there. Immutable.
 *
 * @param task the task's id
 * @param host the host or address as it was told
 * @param node the node that this is; {@code null} if none of ours
 * @param port its port; 0 if none was told
 * @param answer the id of the task that answered there; {@code null} if none did
 * @param error why none did, beginning with a stable word; {@code null} if one did or nobody asked
 */
record Instance(String task, String host, String node, int port, String answer, String error) {

    Instance {
        Objects.requireNonNull(task, "task is null");
        Objects.requireNonNull(host, "host is null");
    }

    /** One that nobody has asked yet. */
    static Instance told(String task, String host, String node, int port) {
        return new Instance(task, host, node, port, null, null);
    }

    /** This, when {@code task} answered. */
    Instance answeredBy(String who) {
        return new Instance(task, host, node, port, who, null);
    }

    /** This, when nobody answered. */
    Instance unanswered(String why) {
        return new Instance(task, host, node, port, null, why);
    }

    /** Where it is: {@code n4:31005}. */
    String place() {
        return (node == null ? host : node) + ":" + port;
    }

    Map<String, Object> toJson() {
        return new Json.Maker()
                .put("task", task)
                .put("host", host)
                .put("node", node)
                .put("port", port)
                .put("answer", answer)
                .put("error", error)
                .make();
    }

    static Instance fromJson(Map<String, Object> json) {
        return new Instance(
                Json.optional(json, "task").orElse(""),
                Json.optional(json, "host").orElse(""),
                Json.text(json, "node"),
                (int) Json.number(json, "port"),
                Json.text(json, "answer"),
                Json.text(json, "error"));
    }
}
