package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.settings.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What Mesos is asked to run for a placement. Pure. */
final class TaskFactory {

    private TaskFactory() {}

    static TaskInfo task(Profile profile, Placement placement, String taskId, String agentId, String host) {
        AppDefinition app = placement.app();
        Map<String, String> environment = environment(profile, app, taskId, host, placement.ports());
        return new TaskInfo(
                taskId,
                name(app.id()),
                agentId,
                placement.resources(),
                new CommandInfo(app.cmd(), app.args(), environment, app.user()),
                app.labels(),
                app.killGraceSeconds(),
                app.portDefinitions().stream()
                        .map(port -> Objects.requireNonNullElse(port.name(), ""))
                        .toList());
    }

    /** The parts of the app's path, the last first: {@code /shop/web} is {@code web.shop}. */
    private static String name(String appId) {
        List<String> parts = new ArrayList<>(Arrays.asList(appId.substring(1).split("/")));
        Collections.reverse(parts);
        return String.join(".", parts);
    }

    static Map<String, String> environment(
            Profile profile, AppDefinition app, String taskId, String host, List<Integer> ports) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOST", host);
        environment.put("MARATHON_APP_ID", app.id());
        environment.put("MARATHON_APP_VERSION", app.version());
        for (int i = 0; i < ports.size(); i++) {
            String port = String.valueOf(ports.get(i));
            environment.put("PORT" + i, port);
            PortDefinition definition = app.portDefinitions().get(i);
            if (definition.port() != 0) {
                environment.put("PORT_" + definition.port(), port);
            }
            if (definition.name() != null) {
                environment.put("PORT_" + variable(definition.name()), port);
            }
        }
        if (!ports.isEmpty()) {
            environment.put("PORT", String.valueOf(ports.get(0)));
            environment.put("PORTS", ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (profile.isAtLeast(Profile.LEGACY1)) {
            environment.put("MESOS_TASK_ID", taskId);
            environment.put("MARATHON_APP_RESOURCE_CPUS", String.valueOf(app.cpus()));
            environment.put("MARATHON_APP_RESOURCE_MEM", String.valueOf(app.mem()));
            environment.put("MARATHON_APP_RESOURCE_DISK", String.valueOf(app.disk()));
            environment.put("MARATHON_APP_LABELS", labels(app));
            app.labels().forEach((label, value) -> environment.put("MARATHON_APP_LABEL_" + variable(label), value));
        }
        environment.putAll(app.env()); // what users set prevails
        return environment;
    }

    private static String labels(AppDefinition app) {
        return app.labels().keySet().stream()
                .map(TaskFactory::variable)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }
}
