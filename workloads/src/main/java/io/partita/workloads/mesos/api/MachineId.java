package io.partita.workloads.mesos.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A machine by the names that maintenance knows it by: both have to be those of its agent. Immutable.
 *
 * @param hostname may be empty
 * @param ip may be empty
 */
public record MachineId(String hostname, String ip) {

    public MachineId {
        Objects.requireNonNull(hostname, "hostname is null");
        Objects.requireNonNull(ip, "ip is null");
        if (hostname.isEmpty() && ip.isEmpty()) {
            throw new IllegalArgumentException("a machine without hostname and address");
        }
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!hostname.isEmpty()) {
            json.put("hostname", hostname);
        }
        if (!ip.isEmpty()) {
            json.put("ip", ip);
        }
        return json;
    }

    static MachineId read(Fields json) throws Fields.WrongShapeException {
        String hostname = json.text("hostname", "");
        String ip = json.text("ip", "");
        return new MachineId(hostname, ip.isEmpty() && hostname.isEmpty() ? json.text("hostname") : ip);
    }
}
