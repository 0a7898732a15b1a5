package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Orchestrator.Queued;
import io.partita.testbed.settings.Profile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/queue}: what waits to be launched. Why offers were not used is not counted. */
final class QueueResource implements Resource {

    private static final List<String> REASONS = List.of(
            "UnfulfilledRole",
            "UnfulfilledConstraint",
            "NoCorrespondingReservationFound",
            "AgentMaintenance",
            "InsufficientCpus",
            "InsufficientMemory",
            "InsufficientDisk",
            "InsufficientGpus",
            "InsufficientPorts",
            "DeclinedScarceResources");

    private final ApiContext context;

    QueueResource(ApiContext context) {
        this.context = context;
    }

    @Override
    public CompletableFuture<Reply> answer(Call call) {
        int size = call.parts().size();
        if (size > 1 && call.parts().get(size - 1).equals("delay")) {
            if (!call.method().equals("DELETE")) {
                throw ApiError.methodNotAllowed();
            }
            return resetDelay("/" + String.join("/", call.parts().subList(0, size - 1)));
        }
        return Api.onlyGet(list -> Resource.now(list())).answer(call);
    }

    private CompletableFuture<Reply> resetDelay(String id) {
        if (!context.orchestrator().resetDelay(id)) {
            throw ApiError.of(404, "Application " + id + " not found in tasks queue.");
        }
        return Resource.now(Reply.empty(204));
    }

    private Reply list() {
        ObjectNode json = Json.object();
        ArrayNode queue = json.putArray("queue");
        context.orchestrator().queue().forEach(queued -> queue.add(write(queued)));
        return Reply.shown(json);
    }

    private ObjectNode write(Queued queued) {
        ObjectNode json = Json.object().put("count", queued.count());
        if (context.isAtLeast(Profile.LEGACY1)) {
            json.putObject("delay")
                    .put("timeLeftSeconds", (queued.delayMillis() + 999) / 1000)
                    .put("overdue", false);
        }
        if (context.isAtLeast(Profile.PA)) {
            json.put("since", Json.time(queued.since()));
            json.set("processedOffersSummary", offers(queued));
        }
        json.set("app", AppJson.write(queued.app(), context.profile()));
        return json;
    }

    private static ObjectNode offers(Queued queued) {
        ObjectNode json = Json.object()
                .put("processedOffersCount", queued.processedOffers())
                .put("unusedOffersCount", queued.unusedOffers());
        if (queued.lastUnusedOfferAt() != null) {
            json.put("lastUnusedOfferAt", Json.time(queued.lastUnusedOfferAt()));
        }
        if (queued.lastUsedOfferAt() != null) {
            json.put("lastUsedOfferAt", Json.time(queued.lastUsedOfferAt()));
        }
        json.set("rejectSummaryLastOffers", reasons(0));
        json.set("rejectSummaryLaunchAttempt", reasons(queued.processedOffers()));
        return json;
    }

    private static ArrayNode reasons(int processed) {
        ArrayNode reasons = Json.array();
        REASONS.forEach(reason ->
                reasons.addObject().put("reason", reason).put("declined", 0).put("processed", processed));
        return reasons;
    }
}
