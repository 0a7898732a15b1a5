package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.ShellQuoting;
import io.partita.provisioning.system.mesos.Layout;
import io.partita.provisioning.system.mesos.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a server is started on a node: its environment and its command line, as the tables and the settings say. Pure. */
final class LaunchScript {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z.]+)}");

    private final ReleaseSettings settings;
    private final Tables tables;
    private final Layout layout;
    private final Inventory inventory;

    LaunchScript(ReleaseSettings settings, Tables tables, Layout layout, Inventory inventory) {
        this.settings = settings;
        this.tables = tables;
        this.layout = layout;
        this.inventory = inventory;
    }

    /** A program for {@code sh} that becomes the server of {@code role} on {@code node}. */
    String text(Role role, String node, Programs programs) {
        Map<String, String> places = places(role, node, programs);
        StringBuilder text = new StringBuilder("# Starts the " + role.label() + " on " + node
                + ". Written by partita, run by its supervisor in the server's directory.\n");
        environment(role, places)
                .forEach((name, value) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(ShellQuoting.quote(value))
                        .append('\n'));
        if (role == Role.AGENT) {
            text.append("sh ../bin/remedy.sh ")
                    .append(settings.wipeMeta().label())
                    .append(" \"$PPID\"\n");
        }
        text.append("exec ").append(ShellQuoting.quote(programs.path(role.label())));
        flags(role, places)
                .forEach((name, value) ->
                        text.append(" \\\n    ").append(ShellQuoting.quote(written(role, name, value))));
        return text.append('\n').toString();
    }

    /** The flags of the server of {@code role} on {@code node}, name to value, as they are passed. */
    Map<String, String> flags(Role role, String node, Programs programs) {
        return flags(role, places(role, node, programs));
    }

    private Map<String, String> flags(Role role, Map<String, String> places) {
        Map<String, String> flags = new LinkedHashMap<>();
        tables.launches(settings.profile(), role.label()).stream()
                .filter(Tables.Launch::isFlag)
                .forEach(launch -> filled(launch.value(), places).ifPresent(value -> flags.put(launch.name(), value)));
        tables.flags(settings.profile(), flag -> flag.server().equals(role.label()))
                .forEach(flag -> {
                    String value = settings.text(flag.setting());
                    if ((flag.always() || settings.given().contains(flag.setting()))
                            && !value.equals(ReleaseSettings.NONE)) {
                        flags.put(flag.name(), flag.unit().write(value));
                    }
                });
        flags.putAll(settings.passed().getOrDefault(role.label(), Map.of()));
        return flags;
    }

    private Map<String, String> environment(Role role, Map<String, String> places) {
        Map<String, String> environment = new LinkedHashMap<>();
        tables.launches(settings.profile(), role.label()).stream()
                .filter(launch -> !launch.isFlag())
                .forEach(launch ->
                        filled(launch.value(), places).ifPresent(value -> environment.put(launch.name(), value)));
        return environment;
    }

    /** Mesos takes {@code --name=value}, Marathon in all releases {@code --name value}. */
    private static List<String> written(Role role, String name, String value) {
        if (value.isEmpty()) {
            return List.of("--" + name);
        }
        return role == Role.MARATHON ? List.of("--" + name, value) : List.of("--" + name + "=" + value);
    }

    private Map<String, String> places(Role role, String node, Programs programs) {
        Map<String, String> places = new LinkedHashMap<>(programs.paths());
        places.put("node", node);
        places.put("address", inventory.node(node).address());
        places.put("directory", settings.directory() + "/" + role.label());
        places.put("ensemble", ensemble());
        places.put("quorum", String.valueOf(layout.on(Role.MASTER).size() / 2 + 1));
        places.put("resources", settings.resources());
        places.put("attributes", settings.attributes());
        places.put("java.home", settings.javaHome());
        places.put("java.options", settings.javaOptions());
        return places;
    }

    private String ensemble() {
        return layout.on(Role.ZOOKEEPER).stream()
                .map(inventory::node)
                .map(Node::address)
                .map(address -> address + ":" + settings.zookeeper().clientPort())
                .collect(Collectors.joining(","));
    }

    /** {@code template} with what its places stand for; empty if one of them is nothing. */
    private static Optional<String> filled(String template, Map<String, String> places) {
        Matcher matcher = PLACE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = places.getOrDefault(matcher.group(1), "");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return Optional.of(matcher.appendTail(text).toString());
    }
}
