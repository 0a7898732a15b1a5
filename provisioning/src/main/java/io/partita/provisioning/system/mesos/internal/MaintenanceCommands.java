package io.partita.provisioning.system.mesos.internal;

import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.MaintenanceState;
import io.partita.provisioning.system.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands by which a master is told about maintenance, for any node. Immutable.
 *
 * @param masters addresses and HTTP ports of all masters
 * @param agents the nodes with agents
 */
record MaintenanceCommands(List<String> masters, List<Node> agents) {

    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final String SCRIPT = script();

    MaintenanceCommands {
        masters = List.copyOf(masters);
        agents = List.copyOf(agents);
    }

    Command show() {
        return command("maintenance-show", List.of());
    }

    Command change(String verb, long startNanos, List<String> machines) {
        List<String> words = new ArrayList<>(List.of(String.valueOf(startNanos)));
        words.addAll(machines);
        return command(verb, words);
    }

    /** What {@link #show} printed. */
    MaintenanceState parse(String output) {
        Map<String, String> lines = lines(output);
        if (!lines.containsKey("leader")) {
            return new MaintenanceState("", List.of(), List.of(), Map.of());
        }
        JsonNode status = json(lines, "maintenance/status");
        Map<String, String> active = new LinkedHashMap<>();
        each(json(lines, "slaves").path("slaves"))
                .filter(agent -> agent.path("active").asBoolean(true))
                .forEach(agent -> nodes(List.of(address(agent))).forEach(node -> active.put(node, machine(agent))));
        return new MaintenanceState(
                lines.get("leader"),
                nodes(each(status.path("draining_machines"))
                        .map(machine -> machine.path("id").path("ip").asString(""))
                        .toList()),
                nodes(each(status.path("down_machines"))
                        .map(machine -> machine.path("ip").asString(""))
                        .toList()),
                active);
    }

    /** Both names must be those of its agent. */
    private static String machine(JsonNode agent) {
        return "{\"hostname\":\"" + agent.path("hostname").asString("") + "\",\"ip\":\"" + address(agent) + "\"}";
    }

    private List<String> nodes(List<String> addresses) {
        return agents.stream()
                .filter(node -> addresses.contains(node.address()))
                .map(Node::name)
                .toList();
    }

    /** The host in {@code slave(1)@10.0.0.1:5051}. */
    private static String address(JsonNode agent) {
        return agent.path("pid").asString("").replaceFirst("^.*@", "").replaceFirst(":\\d+$", "");
    }

    private static Map<String, String> lines(String output) {
        Map<String, String> lines = new LinkedHashMap<>();
        output.lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            lines.put(words[0], words.length > 1 ? words[1] : "");
        });
        return lines;
    }

    private static JsonNode json(Map<String, String> lines, String what) {
        try {
            return JsonMapper.shared().readTree(lines.getOrDefault(what, ""));
        } catch (JacksonException e) {
            throw new SystemException("the leading master does not answer /" + what + " with JSON");
        }
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private Command command(String verb, List<String> words) {
        List<String> argv = new ArrayList<>(List.of("bash", "-s", "--", verb, String.join(" ", masters)));
        argv.addAll(words);
        return new Command(argv, SCRIPT.getBytes(StandardCharsets.UTF_8), DEADLINE, true);
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(
                MaintenanceCommands.class.getResourceAsStream("maintenance.sh"), "maintenance.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
