package io.partita.testbed.view;

import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Amounts of resources. */
public final class ResourcesView {

    /** What an entry of the long form says beside name and amount. */
    public enum Detail {
        ROLE,
        ALLOCATION,
        ROLE_AND_ALLOCATION,
        NONE
    }

    private ResourcesView() {}

    /** The short form, with ports only if there are any. */
    public static ObjectNode brief(Resources resources) {
        ObjectNode json = Json.object();
        Json.put(json, "disk", resources.disk());
        Json.put(json, "mem", resources.mem());
        Json.put(json, "gpus", 0);
        Json.put(json, "cpus", resources.cpus());
        if (!resources.ports().isEmpty()) {
            json.put("ports", resources.portsText());
        }
        return json;
    }

    /** The long form: what there is none of is left out. */
    public static ArrayNode full(Resources resources, Detail detail) {
        ArrayNode json = Json.array();
        scalar(json, "cpus", resources.cpus(), detail);
        scalar(json, "mem", resources.mem(), detail);
        scalar(json, "disk", resources.disk(), detail);
        if (!resources.ports().isEmpty()) {
            ObjectNode ports = json.addObject().put("name", "ports").put("type", "RANGES");
            ArrayNode ranges = ports.putObject("ranges").putArray("range");
            for (PortRange range : resources.ports()) {
                ranges.addObject().put("begin", range.begin()).put("end", range.end());
            }
            detail(ports, detail);
        }
        return json;
    }

    private static void scalar(ArrayNode json, String name, double value, Detail detail) {
        if (value > 0) {
            ObjectNode entry = json.addObject().put("name", name).put("type", "SCALAR");
            Json.put(entry.putObject("scalar"), "value", value);
            detail(entry, detail);
        }
    }

    private static void detail(ObjectNode entry, Detail detail) {
        if (detail == Detail.ROLE || detail == Detail.ROLE_AND_ALLOCATION) {
            entry.put("role", "*");
        }
        if (detail == Detail.ALLOCATION || detail == Detail.ROLE_AND_ALLOCATION) {
            entry.putObject("allocation_info").put("role", "*");
        }
    }
}
