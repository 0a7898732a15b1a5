package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.AppDefinition.HealthCheck;
import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import io.partita.testbed.settings.Profile;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes app definitions, in the order of fields that Marathon has. */
public final class AppJson {

    private AppJson() {}

    /** As it is stored, and as the newest release shows it. */
    public static ObjectNode write(AppDefinition app) {
        return write(app, Profile.MODERN);
    }

    /** As a release of {@code profile} shows it: older ones know fewer fields, and list the numbers of ports. */
    public static ObjectNode write(AppDefinition app, Profile profile) {
        boolean classic = profile == Profile.CLASSIC;
        boolean pa = profile.isAtLeast(Profile.PA);
        boolean modern = profile.isAtLeast(Profile.MODERN);
        ObjectNode json = Json.object().put("id", app.id());
        if (!app.args().isEmpty()) {
            json.set("args", Json.texts(app.args()));
        }
        json.set("backoffFactor", Json.number(app.backoffFactor()));
        json.set("backoffSeconds", Json.number(app.backoffSeconds()));
        if (app.cmd() != null) {
            json.put("cmd", app.cmd());
        }
        if (!app.constraints().isEmpty()) {
            json.set("constraints", constraints(app));
        }
        json.set("cpus", Json.number(app.cpus()));
        if (!app.dependencies().isEmpty()) {
            json.set("dependencies", Json.texts(app.dependencies()));
        }
        json.set("disk", Json.number(app.disk()));
        if (!app.env().isEmpty()) {
            json.set("env", texts(app.env()));
        }
        json.put("executor", "");
        if (!app.healthChecks().isEmpty()) {
            ArrayNode checks = json.putArray("healthChecks");
            app.healthChecks().forEach(check -> checks.add(healthCheck(check, modern)));
        }
        json.put("instances", app.instances());
        if (!classic) {
            json.set("labels", texts(app.labels()));
        }
        json.set("maxLaunchDelaySeconds", Json.number(app.maxLaunchDelaySeconds()));
        json.set("mem", Json.number(app.mem()));
        if (pa) {
            json.put("gpus", 0);
        }
        if (modern) {
            json.putArray("networks").addObject().put("mode", "host");
        } else {
            ArrayNode ports = json.putArray("ports");
            app.portDefinitions().forEach(port -> ports.add(port.port()));
        }
        if (!classic) {
            ArrayNode ports = json.putArray("portDefinitions");
            app.portDefinitions().forEach(port -> ports.add(port(port)));
        }
        json.put("requirePorts", app.requirePorts());
        if (app.killGraceSeconds() != null) {
            json.set("taskKillGracePeriodSeconds", Json.number(app.killGraceSeconds()));
        }
        ObjectNode upgrade = json.putObject("upgradeStrategy");
        upgrade.set("maximumOverCapacity", Json.number(app.upgradeStrategy().maximumOverCapacity()));
        upgrade.set("minimumHealthCapacity", Json.number(app.upgradeStrategy().minimumHealthCapacity()));
        if (app.user() != null) {
            json.put("user", app.user());
        }
        json.put("version", app.version());
        if (!classic && !app.lastScalingAt().isEmpty()) {
            json.putObject("versionInfo")
                    .put("lastScalingAt", app.lastScalingAt())
                    .put("lastConfigChangeAt", app.lastConfigChangeAt());
        }
        if (pa) {
            json.put("killSelection", app.killSelection().name());
            unreachable(app, json);
        }
        return json;
    }

    private static void unreachable(AppDefinition app, ObjectNode json) {
        if (app.unreachable() == null) {
            json.put("unreachableStrategy", "disabled");
            return;
        }
        ObjectNode strategy = json.putObject("unreachableStrategy");
        strategy.set("inactiveAfterSeconds", Json.number(app.unreachable().inactiveAfterSeconds()));
        strategy.set("expungeAfterSeconds", Json.number(app.unreachable().expungeAfterSeconds()));
    }

    private static ArrayNode constraints(AppDefinition app) {
        ArrayNode constraints = Json.array();
        app.constraints().forEach(constraint -> {
            ArrayNode parts = constraints.addArray().add(constraint.field()).add(constraint.operator());
            constraint.value().ifPresent(parts::add);
        });
        return constraints;
    }

    private static ObjectNode texts(Map<String, String> texts) {
        ObjectNode json = Json.object();
        new TreeMap<>(texts).forEach(json::put);
        return json;
    }

    private static ObjectNode port(PortDefinition port) {
        ObjectNode json = Json.object().put("port", port.port());
        if (port.name() != null) {
            json.put("name", port.name());
        }
        return json.put("protocol", port.protocol());
    }

    private static ObjectNode healthCheck(HealthCheck check, boolean modern) {
        ObjectNode json = Json.object();
        json.set("gracePeriodSeconds", Json.number(check.gracePeriodSeconds()));
        json.put("ignoreHttp1xx", false);
        json.set("intervalSeconds", Json.number(check.intervalSeconds()));
        json.put("maxConsecutiveFailures", check.maxConsecutiveFailures());
        if (check.path() != null) {
            json.put("path", check.path());
        }
        if (check.port() != null) {
            json.put("port", check.port());
        } else {
            json.put("portIndex", check.portIndex());
        }
        json.put("protocol", check.protocol());
        if (modern && check.path() != null) {
            json.put("ipProtocol", "IPv4");
        }
        json.set("timeoutSeconds", Json.number(check.timeoutSeconds()));
        if (modern) {
            json.put("delaySeconds", 15);
        }
        return json;
    }
}
