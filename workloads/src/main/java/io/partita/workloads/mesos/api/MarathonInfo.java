package io.partita.workloads.mesos.api;

import java.util.Objects;

/**
 * What a Marathon says of itself; a standby that passes requests on says it of the leader. Immutable.
 *
 * @param leader {@code host:port}, or {@code null} if none is known
 * @param frameworkId by which Mesos knows it, or {@code null} before it is registered
 * @param elected whether it leads; releases that do not say it are taken to if they know a leader
 */
public record MarathonInfo(String name, String version, String leader, String frameworkId, boolean elected) {

    public MarathonInfo {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(version, "version is null");
    }

    static MarathonInfo read(Fields json) throws Fields.WrongShapeException {
        String leader = json.text("leader", "");
        return new MarathonInfo(
                json.text("name"),
                json.text("version"),
                leader.isEmpty() ? null : leader,
                json.text("frameworkId", null),
                json.flag("elected", !leader.isEmpty()));
    }
}
