package io.partita.workloads.mesos.api;

import java.util.List;

/**
 * What a Mesos master's registry holds, as far as that master has read it. Immutable.
 *
 * @param leader the pid of the master that wrote last, or {@code null} for an empty registry
 * @param admitted ids of agents
 * @param unreachable ids of agents
 * @param gone ids of agents
 */
public record Registry(String leader, List<String> admitted, List<String> unreachable, List<String> gone) {

    public Registry {
        admitted = List.copyOf(admitted);
        unreachable = List.copyOf(unreachable);
        gone = List.copyOf(gone);
    }

    static Registry read(Fields json) throws Fields.WrongShapeException {
        json.requireObject();
        return new Registry(
                json.objectOrEmpty("master").objectOrEmpty("info").text("pid", null),
                json.objectOrEmpty("slaves")
                        .listOrEmpty(
                                "slaves",
                                each -> each.object("info").object("id").text("value")),
                ids(json.objectOrEmpty("unreachable")),
                ids(json.objectOrEmpty("gone")));
    }

    private static List<String> ids(Fields json) throws Fields.WrongShapeException {
        return json.listOrEmpty(
                json.spelling("slaves", "agents"), each -> each.object("id").text("value"));
    }
}
