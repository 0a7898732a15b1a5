package io.partita.testbed.master;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.settings.Profile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a master writes into its node in ZooKeeper: who it is, in the JSON that the releases since 0.24 write. */
public final class MasterPayload {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private MasterPayload() {}

    /** What a master's node is called before its number. */
    static String label(Profile profile) {
        return profile.isAtLeast(Profile.LEGACY1) ? "json.info_" : "info_";
    }

    public static String write(MasterInfo master, Profile profile) {
        return MAPPER.writeValueAsString(json(master, profile));
    }

    /** A master as JSON, keys in order. */
    public static ObjectNode json(MasterInfo master, Profile profile) {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode address = json.putObject("address");
        address.put("hostname", master.hostname());
        address.put("ip", master.address().host());
        address.put("port", master.address().port());
        if (profile.isAtLeast(Profile.MODERN)) {
            json.putArray("capabilities").addObject().put("type", "AGENT_UPDATE");
        }
        json.put("hostname", master.hostname());
        json.put("id", master.id());
        json.put("ip", number(master.address().host()));
        json.put("pid", master.pid());
        json.put("port", master.address().port());
        json.put("version", master.version());
        return json;
    }

    /** @throws tools.jackson.core.JacksonException if {@code text} is no JSON */
    public static MasterInfo read(String text) {
        JsonNode json = MAPPER.readTree(text);
        return new MasterInfo(
                json.path("id").asString(),
                Address.parse(json.path("pid").asString()),
                json.path("hostname").asString(),
                json.path("version").asString());
    }

    /** An IPv4 address as the number that its bytes in network order are to a little-endian machine; 0 if it is none. */
    static long number(String ip) {
        String[] parts = ip.split("\\.");
        long number = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
            if (parts.length != 4 || !parts[i].matches("\\d{1,3}")) {
                return 0;
            }
            number = number << 8 | Long.parseLong(parts[i]);
        }
        return number;
    }
}
