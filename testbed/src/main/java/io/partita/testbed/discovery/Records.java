package io.partita.testbed.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a leading master's state says about running tasks. Immutable. */
record Records(List<Record> all) {

    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");

    Records {
        all = List.copyOf(all);
    }

    /**
     * The running tasks in a master's state.
     *
     * @return empty if the state is not that of a master that leads: its view is nobody's
     */
    static Optional<Records> of(JsonNode state) {
        String pid = state.path("pid").asString("");
        if (pid.isEmpty() || !pid.equals(state.path("leader").asString(""))) {
            return Optional.empty();
        }
        Map<String, String> ips = new HashMap<>();
        for (JsonNode agent : state.path("slaves")) {
            ips.put(agent.path("id").asString(""), ip(agent.path("pid").asString("")));
        }
        List<Record> records = new ArrayList<>();
        for (JsonNode framework : state.path("frameworks")) {
            for (JsonNode task : framework.path("tasks")) {
                String ip = ips.get(task.path("slave_id").asString(""));
                if (ip != null && task.path("state").asString("").equals("TASK_RUNNING")) {
                    add(records, label(framework.path("name").asString("")), task, ip);
                }
            }
        }
        return Optional.of(new Records(records));
    }

    /** All that is here or there, everything once. */
    Records and(Records others) {
        Set<Record> both = new LinkedHashSet<>(others.all);
        both.addAll(all);
        return new Records(List.copyOf(both));
    }

    private static void add(List<Record> records, String framework, JsonNode task, String ip) {
        String id = task.path("id").asString("");
        String name = label(task.path("name").asString(""));
        List<Integer> ports = ports(task.path("resources").path("ports").asString(""));
        ports.forEach(port -> records.add(new Record(framework, id, name, ip, Optional.of(port))));
        if (ports.isEmpty()) {
            records.add(new Record(framework, id, name, ip, Optional.empty()));
        }
    }

    private static List<Integer> ports(String ranges) {
        List<Integer> ports = new ArrayList<>();
        for (Matcher range = RANGE.matcher(ranges); range.find(); ) {
            for (int port = Integer.parseInt(range.group(1)); port <= Integer.parseInt(range.group(2)); port++) {
                ports.add(port);
            }
        }
        return ports;
    }

    /** A name as one part of a host name: lower case, all but letters, digits and hyphens become hyphens. */
    static String label(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
    }

    private static String ip(String pid) {
        String address = pid.substring(pid.indexOf('@') + 1);
        return address.substring(0, Math.max(0, address.lastIndexOf(':')));
    }
}
