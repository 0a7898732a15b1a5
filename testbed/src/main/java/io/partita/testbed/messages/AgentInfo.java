package io.partita.testbed.messages;

import java.util.List;
import java.util.Map;

/**
 * What an agent says about itself.
 *
 * @param id null before it was registered
 * @param hostname its node's name
 * @param address where it receives messages
 * @param attributes free text by name, for placement
 * @param version of Mesos
 */
public record AgentInfo(
        @MayBeNull String id,
        String hostname,
        Address address,
        Resources resources,
        Map<String, String> attributes,
        String version,
        List<String> capabilities) {

    public AgentInfo {
        attributes = Map.copyOf(attributes);
        capabilities = List.copyOf(capabilities);
    }

    public AgentInfo withId(String newId) {
        return new AgentInfo(newId, hostname, address, resources, attributes, version, capabilities);
    }

    /** Its libprocess id. */
    public String pid() {
        return "slave(1)@" + address;
    }
}
