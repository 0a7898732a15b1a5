package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.state.Orchestrator.Queued;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /metrics}, in the form of Dropwizard's library. */
final class MetricsView {

    private MetricsView() {}

    /** The metrics of the leader. */
    static ObjectNode write(ApiContext context) {
        Orchestrator orchestrator = context.orchestrator();
        List<Instance> instances = orchestrator.instances(null);
        TaskView.Counts counts = TaskView.Counts.of(instances);
        Duration leading = context.leadership().leadingFor();
        long offers =
                orchestrator.queue().stream().mapToInt(Queued::processedOffers).sum();
        if (!context.isAtLeast(Profile.MODERN)) {
            ObjectNode gauges = Json.object();
            gauge(
                    gauges,
                    "service.mesosphere.marathon.app.count",
                    orchestrator.apps().size());
            gauge(gauges, "service.mesosphere.marathon.task.running.count", counts.running());
            gauge(gauges, "service.mesosphere.marathon.task.staged.count", counts.staged());
            gauge(gauges, "service.mesosphere.marathon.leaderDuration", leading.toMillis());
            return library(gauges, Json.object(), "3.1.3");
        }
        ObjectNode gauges = Json.object();
        gauge(gauges, "marathon.apps.active.gauge", orchestrator.apps().size());
        gauge(
                gauges,
                "marathon.deployments.active.gauge",
                orchestrator.deployments().size());
        gauge(gauges, "marathon.instances.running.gauge", counts.running());
        gauge(gauges, "marathon.instances.staged.gauge", counts.staged());
        gauge(gauges, "marathon.leadership.duration.gauge.seconds", leading.toMillis() / 1000.0);
        ObjectNode counters = Json.object();
        counters.putObject("marathon.mesos.offers.incoming.counter").put("count", offers);
        return library(gauges, counters, "4.0.0");
    }

    /** The metrics of one that does not lead. */
    static ObjectNode standby(Profile profile) {
        ObjectNode gauges = Json.object();
        boolean modern = profile.isAtLeast(Profile.MODERN);
        gauge(
                gauges,
                modern ? "marathon.leadership.duration.gauge.seconds" : "service.mesosphere.marathon.leaderDuration",
                0);
        return library(gauges, Json.object(), modern ? "4.0.0" : "3.1.3");
    }

    private static ObjectNode library(ObjectNode gauges, ObjectNode counters, String version) {
        ObjectNode json = Json.object().put("version", version);
        json.set("gauges", gauges);
        json.set("counters", counters);
        json.putObject("histograms");
        json.putObject("meters");
        json.putObject("timers");
        return json;
    }

    private static void gauge(ObjectNode gauges, String name, double value) {
        gauges.putObject(name).set("value", Json.number(value));
    }
}
