package io.partita.workloads.mesos.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A task as a discovery server shows it. Immutable.
 *
 * @param id the task's id
 * @param name the name under which tasks of its kind are found, such as {@code web}
 * @param framework the name of its framework
 * @param endpoints where it serves; empty if it has no port
 */
public record DiscoveredTask(String id, String name, String framework, List<Endpoint> endpoints) {

    /**
     * Where a task serves.
     *
     * @param host an address, or a name that the server did not resolve
     */
    public record Endpoint(String host, int port) {
        public Endpoint {
            Objects.requireNonNull(host, "host is null");
        }
    }

    /** One record of a task. */
    private record Entry(String name, String host, String type) {
        static Entry read(Fields json) throws Fields.WrongShapeException {
            return new Entry(plain(json.text("name")), json.text("host"), json.text("rtype"));
        }
    }

    public DiscoveredTask {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(framework, "framework is null");
        endpoints = List.copyOf(endpoints);
    }

    static List<DiscoveredTask> readAll(Fields json) throws Fields.WrongShapeException {
        List<DiscoveredTask> all = new ArrayList<>();
        json.list("frameworks", framework -> {
            String name = framework.text("name");
            all.addAll(framework.listOrEmpty("tasks", task -> read(name, task)));
            return name;
        });
        return List.copyOf(all);
    }

    private static DiscoveredTask read(String framework, Fields json) throws Fields.WrongShapeException {
        List<Entry> records = json.listOrEmpty("records", Entry::read);
        Map<String, String> addresses = new HashMap<>();
        records.stream()
                .filter(entry -> entry.type.equals("A"))
                .forEach(entry -> addresses.putIfAbsent(entry.name, entry.host));
        List<Endpoint> endpoints = new ArrayList<>();
        for (Entry entry : records) {
            int colon = entry.host.lastIndexOf(':');
            if (entry.type.equals("SRV")
                    && colon > 0
                    && entry.host.substring(colon + 1).matches("\\d{1,5}")) {
                String host = plain(entry.host.substring(0, colon));
                var endpoint = new Endpoint(
                        addresses.getOrDefault(host, host), Integer.parseInt(entry.host.substring(colon + 1)));
                if (!endpoints.contains(endpoint)) {
                    endpoints.add(endpoint);
                }
            }
        }
        return new DiscoveredTask(json.text("id"), json.text("name"), framework, endpoints);
    }

    /** Names may end with the dot that an absolute one has. */
    private static String plain(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
