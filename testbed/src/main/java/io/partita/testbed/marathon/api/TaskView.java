package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.settings.Profile;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows tasks. */
final class TaskView {

    private TaskView() {}

    /** The instances of {@code all} that have a task to show. */
    static Stream<Instance> withTask(List<Instance> all) {
        return all.stream()
                .filter(instance ->
                        instance.taskId() != null && instance.condition().taskState() != null);
    }

    /** @param withServicePorts whether the listing names them; that of one app leaves them out */
    static ObjectNode write(Instance instance, boolean withServicePorts, Profile profile) {
        boolean classic = profile == Profile.CLASSIC;
        boolean ended = instance.condition().isTerminal();
        ObjectNode json = Json.object().put("appId", instance.appId());
        json.set("healthCheckResults", health(instance));
        json.put("host", instance.host()).put("id", instance.taskId());
        if (!classic) {
            ArrayNode addresses = json.putArray("ipAddresses");
            if (instance.ip() != null && !instance.condition().isUnreachable()) {
                addresses.addObject().put("ipAddress", instance.ip()).put("protocol", "IPv4");
            }
        }
        ArrayNode ports = json.putArray("ports");
        if (!ended) {
            instance.ports().forEach(ports::add);
        }
        ArrayNode servicePorts = json.putArray("servicePorts");
        if (withServicePorts || !profile.isAtLeast(Profile.MODERN)) {
            instance.app().portDefinitions().stream().map(PortDefinition::port).forEach(servicePorts::add);
        }
        if (!classic) {
            json.put("slaveId", instance.agentId()).put("state", state(instance, profile));
        }
        if (!ended) {
            time(json, "stagedAt", instance.stagedAt());
            time(json, "startedAt", instance.startedAt());
            json.put("version", instance.app().version());
        }
        if (!classic) {
            json.putArray("localVolumes");
        }
        return json;
    }

    /** Mesos before partition-aware frameworks has one word for all that is lost. */
    private static String state(Instance instance, Profile profile) {
        return instance.condition().isUnreachable() && !profile.isAtLeast(Profile.PA)
                ? Condition.LOST.taskState()
                : instance.condition().taskState();
    }

    private static ArrayNode health(Instance instance) {
        ArrayNode results = Json.array();
        Instance.Health health = instance.health();
        if (health != null) {
            ObjectNode json = results.addObject()
                    .put("alive", health.alive())
                    .put("consecutiveFailures", health.consecutiveFailures());
            time(json, "firstSuccess", health.firstSuccess());
            time(json, "lastFailure", health.lastFailure());
            time(json, "lastSuccess", health.lastSuccess());
            if (health.lastFailureCause() != null) {
                json.put("lastFailureCause", health.lastFailureCause());
            }
            json.put("instanceId", instance.id());
        }
        return results;
    }

    private static void time(ObjectNode json, String name, Long millis) {
        if (millis != null) {
            json.put(name, Json.time(millis));
        }
    }

    /** How many there are of each kind. */
    record Counts(int staged, int running, int healthy, int unhealthy) {

        static Counts of(List<Instance> instances) {
            int staged = 0;
            int running = 0;
            int healthy = 0;
            int unhealthy = 0;
            for (Instance instance : instances) {
                Condition condition = instance.condition();
                boolean runs = condition == Condition.RUNNING;
                staged +=
                        condition.compareTo(Condition.PROVISIONED) >= 0 && condition.compareTo(Condition.STARTING) <= 0
                                ? 1
                                : 0;
                running += runs ? 1 : 0;
                boolean judged = runs && instance.health() != null;
                healthy += judged && instance.health().alive() ? 1 : 0;
                unhealthy += judged && !instance.health().alive() ? 1 : 0;
            }
            return new Counts(staged, running, healthy, unhealthy);
        }
    }
}
