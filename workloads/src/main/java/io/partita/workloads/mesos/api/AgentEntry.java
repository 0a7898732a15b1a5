package io.partita.workloads.mesos.api;

import java.util.Objects;

/**
 * An agent as a Mesos master shows it. Immutable.
 *
 * @param pid such as {@code slave(1)@10.0.0.1:5051}; empty for one that is only known from the registry
 * @param active whether it is connected; releases that do not say it list active agents only
 * @param registeredTime seconds since 1970; 0 if it is not registered
 * @param reregisteredTime seconds since 1970, or {@code null} if it never came back
 */
public record AgentEntry(
        String id, String pid, String hostname, boolean active, double registeredTime, Double reregisteredTime) {

    public AgentEntry {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(pid, "pid is null");
        Objects.requireNonNull(hostname, "hostname is null");
    }

    /** {@code address:port}, the part of {@link #pid} after the {@code @}; empty if there is none. */
    public String address() {
        return pid.substring(pid.indexOf('@') + 1);
    }

    static AgentEntry read(Fields json) throws Fields.WrongShapeException {
        return new AgentEntry(
                json.text("id"),
                json.text("pid"),
                json.text("hostname"),
                json.flag("active", true),
                json.number("registered_time"),
                json.numberOrNull("reregistered_time"));
    }

    /** One that was in the registry and has not come back since. */
    static AgentEntry readRecovered(Fields json) throws Fields.WrongShapeException {
        Double registered = json.numberOrNull("registered_time");
        return new AgentEntry(
                json.text("id"),
                json.text("pid", ""),
                json.text("hostname"),
                json.flag("active", false),
                registered == null ? 0 : registered,
                json.numberOrNull("reregistered_time"));
    }
}
