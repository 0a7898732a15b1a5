package io.partita.testbed.marathon.api;

import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.settings.Profile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The API of the leader, for one term: finds the resource of a request, and makes an answer of what it says. */
public final class Api implements HttpService {

    private final ApiContext context;
    private final Map<String, Resource> resources;
    private final EventStreams eventStreams;
    private final Resource metrics;
    /** Whoever waits for an answer. */
    private final Set<Responder> waiting = new LinkedHashSet<>();

    public Api(ApiContext context) {
        this.context = context;
        Updates updates = new Updates(context);
        this.eventStreams = new EventStreams(context);
        this.metrics = call -> Resource.now(Reply.shown(MetricsView.write(context)));
        this.resources = Map.of(
                "apps", new AppsResource(context, updates),
                "tasks", new TasksResource(context, updates),
                "deployments", new DeploymentsResource(context, updates),
                "queue", new QueueResource(context),
                "groups", new GroupsResource(context),
                "info", onlyGet(call -> Resource.now(Reply.shown(InfoView.write(context)))),
                "leader", new LeaderResource(context));
    }

    static Resource onlyGet(Resource resource) {
        return call -> {
            if (!call.method().equals("GET") || !call.parts().isEmpty()) {
                throw call.parts().isEmpty() ? ApiError.methodNotAllowed() : ApiError.of(404, "HTTP 404 Not Found");
            }
            return resource.answer(call);
        };
    }

    @Override
    public void handle(Request request, Responder responder) {
        List<String> parts = Call.split(request.path());
        if (parts.equals(List.of("v2", "events")) && context.isAtLeast(Profile.LEGACY1)) {
            eventStreams.attach(request, responder);
            return;
        }
        waiting.add(responder);
        Answers.on(
                context.platform().loop(),
                answer(request, parts),
                reply -> respond(responder, reply),
                failure -> respond(responder, error(failure)));
    }

    private void respond(Responder responder, Reply reply) {
        if (waiting.remove(responder)) {
            responder.respond(reply.from(context.http()));
        }
    }

    /** The term is over: who still waits for an answer will not get a better one. */
    void end() {
        Reply unknown = error(ApiError.notLeading(context.profile()));
        List.copyOf(waiting).forEach(responder -> respond(responder, unknown));
    }

    private CompletableFuture<Reply> answer(Request request, List<String> parts) {
        try {
            if (parts.equals(List.of("ping"))) {
                return Resource.now(LocalPages.pong(new Call(request, List.of())));
            }
            if (parts.equals(List.of("metrics"))) {
                return metrics.answer(new Call(request, List.of()));
            }
            if (parts.size() >= 2 && parts.get(0).equals("v2") && resources.containsKey(parts.get(1))) {
                return resources.get(parts.get(1)).answer(new Call(request, parts.subList(2, parts.size())));
            }
            throw ApiError.of(404, "HTTP 404 Not Found");
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Reply error(Throwable failure) {
        Optional<ApiError> error = ApiError.from(failure, context.profile());
        if (error.isEmpty()) {
            throw new IllegalStateException("a request could not be answered", failure);
        }
        return Reply.done(error.get().status(), error.get().body());
    }
}
