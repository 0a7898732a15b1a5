package io.partita.testbed.master;

import io.partita.testbed.master.registry.Registrar;
import io.partita.testbed.master.registry.Replicas;
import io.partita.testbed.master.view.MaintenanceView;
import io.partita.testbed.master.view.MetricsView;
import io.partita.testbed.master.view.Snapshot;
import io.partita.testbed.master.view.StateView;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.settings.Place;
import io.partita.testbed.view.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The endpoints, each also below {@code /master}. Some are answered by every master; the others by the leader, and by a
 * standby as {@link Standby} says.
 */
final class MasterHttp implements HttpService {

    /** Answers a request of the leader's. */
    private interface Endpoint {
        void answer(Request request, Responder responder);
    }

    private static final int DEFAULT_LIMIT = 100;

    private final Context context;
    private final Place place;
    private final Election election;
    private final Replicas replicas;
    private final BooleanSupplier voting;
    private final Supplier<Leadership> leadership;
    private final Standby standby;
    private final double startTime;
    private final Map<String, Endpoint> everywhere = new LinkedHashMap<>();
    private final Map<String, Endpoint> leading = new LinkedHashMap<>();
    private Double electedTime;

    /** @param leadership null until the registry is taken over */
    MasterHttp(
            Context context,
            Place place,
            Election election,
            Replicas replicas,
            BooleanSupplier voting,
            Supplier<Leadership> leadership) {
        this.context = context;
        this.place = place;
        this.election = election;
        this.replicas = replicas;
        this.voting = voting;
        this.leadership = leadership;
        this.startTime = context.seconds();
        this.standby = new Standby(context, election);
        routes(new Operator(context, leadership, this::snapshot, this::metrics));
    }

    private void routes(Operator operator) {
        everywhere.put("/health", (request, responder) -> responder.respond(Response.of(200)));
        json(everywhere, "/version", request -> new StateView(snapshot()).version());
        json(everywhere, "/flags", request -> new StateView(snapshot()).flags());
        json(everywhere, "/metrics/snapshot", request -> MetricsView.json(metrics()));
        json(everywhere, "/system/stats.json", request -> MetricsView.machineStatistics());
        json(everywhere, "/registrar(1)/registry", request -> new StateView(snapshot()).registry());
        everywhere.put("/redirect", (request, responder) -> responder.respond(standby.redirect()));
        json(leading, "/state", request -> new StateView(snapshot()).state());
        json(leading, "/state.json", request -> new StateView(snapshot()).state());
        json(leading, "/state-summary", request -> new StateView(snapshot()).summary());
        json(leading, "/slaves", request -> new StateView(snapshot()).slaves());
        json(leading, "/frameworks", request -> new StateView(snapshot()).frameworksOnly());
        json(leading, "/tasks", this::tasks);
        json(leading, "/tasks.json", this::tasks);
        json(leading, "/roles", request -> new StateView(snapshot()).roles());
        json(leading, "/roles.json", request -> new StateView(snapshot()).roles());
        json(leading, "/quota", request -> Json.object());
        json(leading, "/weights", request -> Json.array());
        json(
                leading,
                "/maintenance/status",
                request -> MaintenanceView.status(registrar().registry()));
        leading.put("/maintenance/schedule", operator::schedule);
        leading.put("/machine/down", operator::machineDown);
        leading.put("/machine/up", operator::machineUp);
        leading.put("/teardown", operator::teardown);
        leading.put("/shutdown", operator::teardown);
        leading.put("/api/v1", operator::call);
    }

    void start() {
        standby.start();
    }

    /** This master leads from now on. */
    void elected() {
        electedTime = context.seconds();
    }

    @Override
    public void handle(Request request, Responder responder) {
        election.look();
        String path = request.path().replaceFirst("^/master(?=/)", "");
        context.log().info("HTTP " + request.method() + " for " + request.path() + " from " + request.client());
        if (everywhere.containsKey(path)) {
            everywhere.get(path).answer(request, responder);
            return;
        }
        Endpoint endpoint = leading.get(path);
        if (endpoint == null) {
            responder.respond(Response.of(404));
            return;
        }
        Optional<Response> instead = election.leads() ? Optional.empty() : standby.answer(request, path);
        instead.ifPresentOrElse(responder::respond, () -> endpoint.answer(request, responder));
    }

    private void json(Map<String, Endpoint> routes, String path, Function<Request, JsonNode> view) {
        routes.put(path, (request, responder) -> responder.respond(answer(view.apply(request))));
    }

    static Response answer(JsonNode json) {
        return Response.of(200, "application/json", Json.write(json));
    }

    static Response error(int status, String text) {
        return Response.of(status, "text/plain; charset=utf-8", text);
    }

    private JsonNode tasks(Request request) {
        return new StateView(snapshot())
                .tasks(
                        number(request, "offset", 0),
                        number(request, "limit", DEFAULT_LIMIT),
                        request.parameter("order").orElse("").equals("asc"),
                        request.parameter("framework_id"),
                        request.parameter("task_id"));
    }

    private static int number(Request request, String name, int otherwise) {
        return request.parameter(name)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private Snapshot snapshot() {
        Leadership term = leadership.get();
        Optional<MasterInfo> leader = election.leader();
        return new Snapshot(
                context.settings(),
                place,
                context.self(),
                context.platform().workDirectory(),
                leader,
                context.cluster(),
                registrar().registry(),
                startTime,
                electedTime,
                agent -> term != null && term.isActive(agent));
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics =
                MetricsView.measure(snapshot(), context.counters().all(), context.seconds());
        metrics.put("registrar/log/ensemble_size", (double) replicas.addresses().size());
        metrics.put("registrar/log/recovered", voting.getAsBoolean() ? 1.0 : 0.0);
        metrics.put("registrar/queued_operations", (double) registrar().queued());
        registrar().fetchMillis().ifPresent(millis -> metrics.put("registrar/state_fetch_ms", millis));
        registrar().storeMillis().addTo(metrics, "registrar/state_store_ms");
        if (leadership.get() != null) {
            Allocator allocator = leadership.get().allocator();
            allocator.runMillis().addTo(metrics, "allocator/mesos/allocation_run_ms");
            allocator.runMillis().addTo(metrics, "allocator/mesos/allocation_run_latency_ms");
            MetricsView.roles(context.cluster())
                    .forEach(role -> metrics.put("allocator/mesos/offer_filters/roles/" + role + "/active", (double)
                            allocator.activeFilters(role)));
            metrics.put("registrar/registry_size_bytes", (double) registrar().size());
        }
        return metrics;
    }

    private Registrar registrar() {
        return context.registrar();
    }
}
