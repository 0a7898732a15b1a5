package io.partita.provisioning.system.testbed;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The testbed's own servers as daemons: each in a directory of its own under its supervisor, all with the jars in
 * {@code lib}. Pure: says what is to be on a node, does nothing to one.
 */
final class Servers {

    private static final String MAIN = "io.partita.testbed.Main";
    private static final String CONFIG = "config.properties";
    private static final Map<Role, String> LOGS = Map.of(
            Role.MASTER, "mesos-master.INFO",
            Role.AGENT, "mesos-slave.INFO",
            Role.MARATHON, "marathon.log",
            Role.DISCOVERY, "discovery.log");

    private final TestbedSettings settings;
    private final Distribution distribution;
    private final List<Path> jars;

    Servers(TestbedSettings settings, Distribution distribution) {
        this.settings = settings;
        this.distribution = distribution;
        this.jars = distribution.jars();
    }

    /** The same servers with other settings. */
    Servers with(TestbedSettings others) {
        return new Servers(others, distribution);
    }

    /** What goes into {@code lib}: the jars, and the archive of their classes if there is one. */
    List<Path> libraries() {
        return distribution.libraries();
    }

    String directory(Role role) {
        return path(role.label());
    }

    String path(String relative) {
        return settings.directory() + "/" + relative;
    }

    /** The server of {@code role} under its supervisor. */
    Daemon daemon(Role role) {
        List<String> argv = new ArrayList<>(List.of("sh", path("bin/supervise.sh"), role.label(), pause(role), "java"));
        argv.addAll(distribution.jvmOptions());
        argv.add("-cp");
        // Word for word as when the archive of classes in lib was made, or Java does not take it.
        argv.add(jars.stream().map(jar -> "../lib/" + jar.getFileName()).collect(Collectors.joining(":")));
        argv.addAll(List.of(MAIN, role.label(), CONFIG));
        return new Daemon(directory(role), argv, role.ports());
    }

    /** The supervisor's pause before it starts the server again, in seconds. */
    private String pause(Role role) {
        return settings.optionalDuration("supervise." + role.label())
                .map(Servers::seconds)
                .orElse(TestbedSettings.NONE);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    /** The commands that make the servers' directories and configurations on {@code node} in a fresh directory of the testbed. */
    List<Command> files(Layout layout, Inventory inventory, String node) {
        List<Command> commands = new ArrayList<>();
        for (Role role : layout.of(node)) {
            if (role != Role.ZOOKEEPER) {
                commands.add(daemon(role).preparation(1));
                commands.add(file(directory(role) + "/" + CONFIG, config(role, layout, inventory, node)));
            }
        }
        return commands;
    }

    private static Command file(String path, String content) {
        return Command.of("sh", "-c", "cat >\"$0\"", path)
                .withStdin(content.getBytes(StandardCharsets.UTF_8))
                .asIdempotent();
    }

    /** The properties file of the server of {@code role} on {@code node}. */
    String config(Role role, Layout layout, Inventory inventory, String node) {
        Map<String, String> config = new LinkedHashMap<>(settings.given());
        config.put("node", node);
        config.put("address", inventory.node(node).address());
        config.put(
                "zookeeper",
                layout.on(Role.ZOOKEEPER).stream()
                        .map(inventory::node)
                        .map(Node::address)
                        .map(address -> address + ":" + settings.zookeeper().clientPort())
                        .collect(Collectors.joining(",")));
        config.put("quorum", String.valueOf(layout.on(Role.MASTER).size() / 2 + 1));
        config.put("work.dir", directory(role) + "/work");
        config.put("log", directory(role) + "/" + LOGS.get(role));
        if (role == Role.AGENT) {
            config.put("resources", settings.resources());
            config.put("attributes", settings.attributes());
        }
        return config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }

    /** The log files of {@code role}, relative to the testbed's directory. */
    static List<String> logs(Role role) {
        return List.of(role.label() + "/" + LOGS.get(role), role.label() + "/daemon.log", role.label() + "/" + CONFIG);
    }
}
