package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Json;
import java.util.Map;
import java.util.Objects;

/**
 * A server that tells where the instances of an app are. Immutable.
 *
 * @param role what it is: a Marathon, a master, or a discovery server
 * @param node where it runs
 */
record Source(Role role, String node) {

    Source {
        Objects.requireNonNull(role, "role is null");
        Objects.requireNonNull(node, "node is null");
    }

    /** In words: {@code the Marathon on n1}. */
    String words() {
        return "the " + kind(role) + " on " + node;
    }

    /** What servers of {@code role} are called. */
    static String kind(Role role) {
        return switch (role) {
            case MARATHON -> "Marathon";
            case DISCOVERY -> "discovery server";
            default -> role.label();
        };
    }

    Map<String, Object> toJson() {
        return new Json.Maker().put("role", role.label()).put("node", node).make();
    }

    static Source fromJson(Map<String, Object> json) {
        return new Source(
                Role.named(Json.optional(json, "role").orElse(Role.MARATHON.label())),
                Json.optional(json, "node").orElse(""));
    }
}
