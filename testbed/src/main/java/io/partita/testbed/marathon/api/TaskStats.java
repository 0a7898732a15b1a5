package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Instance;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Counts and ages of an app's tasks, by what they were started with. */
final class TaskStats {

    private TaskStats() {}

    static ObjectNode write(AppDefinition app, List<Instance> instances, Instant now) {
        List<Instance> launched = instances.stream()
                .filter(instance -> instance.stagedAt() != null)
                .toList();
        ObjectNode json = Json.object();
        add(
                json,
                "startedAfterLastScaling",
                launched.stream()
                        .filter(instance -> instance.stagedAt()
                                > Instant.parse(app.lastScalingAt()).toEpochMilli())
                        .toList(),
                now);
        add(
                json,
                "withLatestConfig",
                launched.stream()
                        .filter(instance -> instance.app().version().compareTo(app.lastConfigChangeAt()) >= 0)
                        .toList(),
                now);
        add(
                json,
                "withOutdatedConfig",
                launched.stream()
                        .filter(instance -> instance.app().version().compareTo(app.lastConfigChangeAt()) < 0)
                        .toList(),
                now);
        add(json, "totalSummary", launched, now);
        return json;
    }

    private static void add(ObjectNode json, String name, List<Instance> instances, Instant now) {
        if (instances.isEmpty()) {
            return;
        }
        TaskView.Counts counts = TaskView.Counts.of(instances);
        ObjectNode stats = json.putObject(name).putObject("stats");
        stats.putObject("counts")
                .put("staged", counts.staged())
                .put("running", counts.running())
                .put("healthy", counts.healthy())
                .put("unhealthy", counts.unhealthy());
        List<Double> ages = instances.stream()
                .filter(instance -> instance.startedAt() != null)
                .map(instance -> (now.toEpochMilli() - instance.startedAt()) / 1000.0)
                .sorted()
                .toList();
        if (!ages.isEmpty()) {
            double sum = ages.stream().mapToDouble(Double::doubleValue).sum();
            ObjectNode lifeTime = stats.putObject("lifeTime");
            lifeTime.set("averageSeconds", Json.number(sum / ages.size()));
            lifeTime.set("medianSeconds", Json.number(ages.get(ages.size() / 2)));
        }
    }
}
