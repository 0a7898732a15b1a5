package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.settings.Profile;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of what is wanted, strictly one after another: each begins once the one before is stored or has failed, so each
 * is made from what its predecessor left. Gives out versions that grow whatever the clock does.
 */
final class Updates {

    private static final int MAX_DEPLOYMENTS = 100;

    private final ApiContext context;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private Instant newest = Instant.EPOCH;

    Updates(ApiContext context) {
        this.context = context;
    }

    private void known(String version) {
        Instant instant = Instant.parse(version);
        newest = instant.isAfter(newest) ? instant : newest;
    }

    /** Does {@code update} when its turn comes. */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> update) {
        CompletableFuture<T> result = last.thenCompose(done -> update.get());
        last = result.handle((value, failure) -> null);
        return result;
    }

    /** A version that is newer than any other. */
    String nextVersion() {
        // Some deployments get their versions from the orchestrator.
        context.orchestrator().apps().forEach(app -> known(app.version()));
        context.orchestrator().deployments().forEach(deployment -> known(deployment.version()));
        Instant now = Instant.ofEpochMilli(context.platform().loop().wallClock().toEpochMilli());
        newest = now.isAfter(newest) ? now : newest.plusMillis(1);
        return Json.time(newest);
    }

    /** @throws ApiError if no deployment may begin now */
    void requireRoom(boolean force) {
        if (context.isAtLeast(Profile.MODERN)
                && !force
                && context.orchestrator().deployments().size() >= MAX_DEPLOYMENTS) {
            throw ApiError.of(
                    403,
                    "Max number (" + MAX_DEPLOYMENTS + ") of running deployments is achieved. Wait for existing"
                            + " deployments to complete or cancel one using force=true parameter.");
        }
    }

    /** The answer that tells of a deployment. */
    Reply result(int status, Deployment deployment) {
        known(deployment.version());
        ObjectNode body = Json.object().put("version", deployment.version()).put("deploymentId", deployment.id());
        return marked(Reply.done(status, body), deployment);
    }

    Reply marked(Reply reply, Deployment deployment) {
        return context.isAtLeast(Profile.PA) ? reply.with("Marathon-Deployment-Id", deployment.id()) : reply;
    }
}
