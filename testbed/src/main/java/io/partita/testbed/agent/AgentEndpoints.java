package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.view.Json;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What an agent answers to HTTP requests. */
final class AgentEndpoints implements HttpService {

    private static final String NAME = "/slave(1)";

    private final FlagsView flags;
    private final StateView state;
    private final MetricsView metrics;
    private final UsageView usage;

    AgentEndpoints(
            Platform platform,
            Settings settings,
            Place place,
            Supplier<AgentInfo> self,
            Containers containers,
            Registration registration,
            ExecutorLauncher launcher) {
        this.flags = new FlagsView(platform, settings, place, self);
        this.state = new StateView(settings, platform.loop().wallClock(), flags, self, containers, registration);
        this.metrics = new MetricsView(platform.loop(), self, containers, registration);
        this.usage = new UsageView(platform.loop(), containers, launcher);
    }

    @Override
    public void handle(Request request, Responder responder) {
        String path = request.path();
        String local = path.startsWith(NAME + "/") ? path.substring(NAME.length()) : path;
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            responder.respond(Response.of(405).with("Allow", "GET"));
            return;
        }
        switch (local) {
            case "/state", "/state.json" -> respond(responder, state.state());
            case "/flags" -> respond(responder, flags.flags());
            case "/version" -> respond(responder, state.version());
            case "/metrics/snapshot" -> respond(responder, metrics.snapshot());
            case "/monitor/statistics", "/monitor/statistics.json" -> respond(responder, usage.statistics());
            case "/containers" -> respond(responder, usage.containers());
            case "/health" -> responder.respond(Response.of(200));
            default -> responder.respond(Response.of(404));
        }
    }

    private static void respond(Responder responder, JsonNode body) {
        responder.respond(Response.of(200, "application/json", Json.write(body)));
    }
}
