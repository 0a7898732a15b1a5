package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.settings.Profile;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/deployments}: those under way, and the end of one. */
final class DeploymentsResource implements Resource {

    private final ApiContext context;
    private final Updates updates;

    DeploymentsResource(ApiContext context, Updates updates) {
        this.context = context;
        this.updates = updates;
    }

    @Override
    public CompletableFuture<Reply> answer(Call call) {
        if (call.parts().isEmpty() && call.method().equals("GET")) {
            ArrayNode json = Json.array();
            context.orchestrator().deployments().forEach(deployment -> json.add(write(deployment)));
            return Resource.now(Reply.shown(json));
        }
        if (call.parts().size() == 1 && call.method().equals("DELETE")) {
            return cancel(call.parts().get(0), call.flag("force"));
        }
        throw call.parts().size() < 2 ? ApiError.methodNotAllowed() : ApiError.of(404, "HTTP 404 Not Found");
    }

    private CompletableFuture<Reply> cancel(String id, boolean force) {
        return updates.run(() -> {
            if (context.orchestrator().deployments().stream()
                    .noneMatch(deployment -> deployment.id().equals(id))) {
                throw ApiError.of(404, "DeploymentPlan '" + id + "' does not exist");
            }
            return context.orchestrator()
                    .cancel(id, force)
                    .thenApply(back -> force
                            ? Reply.empty(202)
                            : back.map(deployment -> updates.result(200, deployment))
                                    .orElseThrow(() -> ApiError.of(404, "DeploymentPlan '" + id + "' does not exist")));
        });
    }

    private ObjectNode write(Deployment deployment) {
        ObjectNode json = Json.object().put("id", deployment.id()).put("version", deployment.version());
        json.set("affectedApps", Json.texts(deployment.affectedApps()));
        if (context.isAtLeast(Profile.PA)) {
            json.putArray("affectedPods");
        }
        ArrayNode steps = json.putArray("steps");
        deployment.steps().forEach(step -> {
            ArrayNode actions = steps.addObject().putArray("actions");
            step.actions().forEach(action -> actions.add(write(action)));
        });
        ArrayNode current = json.putArray("currentActions");
        if (deployment.currentStep() >= 1
                && deployment.currentStep() <= deployment.steps().size()) {
            deployment.steps().get(deployment.currentStep() - 1).actions().forEach(action -> {
                ObjectNode shown = write(action);
                shown.putArray("readinessCheckResults");
                current.add(shown);
            });
        }
        return json.put("currentStep", deployment.currentStep())
                .put("totalSteps", deployment.steps().size());
    }

    private static ObjectNode write(Deployment.Action action) {
        return Json.object().put("action", action.kind().word()).put("app", action.appId());
    }
}
