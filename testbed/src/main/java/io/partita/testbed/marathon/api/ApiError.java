package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.InvalidApp;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.store.StoreFailure;
import io.partita.testbed.settings.Profile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is an error: a status, and a body that says what is wrong. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ObjectNode body;

    private ApiError(int status, ObjectNode body) {
        super(body.toString());
        this.status = status;
        this.body = body;
    }

    static ApiError of(int status, String message) {
        return new ApiError(status, Json.object().put("message", message));
    }

    static ApiError noApp(String id) {
        return of(404, "App '" + id + "' does not exist");
    }

    static ApiError exists(String id) {
        return of(409, "An app with id [" + id + "] already exists.");
    }

    static ApiError methodNotAllowed() {
        return of(405, "HTTP 405 Method Not Allowed");
    }

    /** The answer that {@code failure} means; empty if it is none that was to be expected. */
    static Optional<ApiError> from(Throwable failure, Profile profile) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof ApiError error) {
            return Optional.of(error);
        }
        if (cause instanceof InvalidApp invalid) {
            return Optional.of(new ApiError(422, invalid(invalid)));
        }
        if (cause instanceof JacksonException malformed) {
            return Optional.of(new ApiError(
                    400, Json.object().put("message", "Invalid JSON").put("details", malformed.getOriginalMessage())));
        }
        if (cause instanceof Orchestrator.Locked locked) {
            return Optional.of(new ApiError(409, locked(locked.deployments())));
        }
        if (cause instanceof CancellationException) {
            return Optional.of(of(409, "The deployment was ended by another one before it began."));
        }
        if (cause instanceof StoreFailure || cause instanceof io.partita.testbed.runtime.ZooKeeper.Failure) {
            return Optional.of(
                    unknown(profile, "The state could not be stored or read in time: " + cause.getMessage()));
        }
        return Optional.empty();
    }

    /** The leadership is over while a request is under way. */
    static ApiError notLeading(Profile profile) {
        return unknown(profile, "This Marathon does not lead any more; what became of the request is unknown");
    }

    private static ApiError unknown(Profile profile, String message) {
        return of(profile == Profile.CLASSIC ? 504 : 503, message);
    }

    private static ObjectNode invalid(InvalidApp invalid) {
        ObjectNode body = Json.object().put("message", invalid.getMessage());
        ArrayNode details = body.putArray("details");
        invalid.details()
                .forEach((path, errors) -> details.addObject().put("path", path).set("errors", Json.texts(errors)));
        return body;
    }

    private static ObjectNode locked(List<String> deployments) {
        ObjectNode body = Json.object()
                .put(
                        "message",
                        "App is locked by one or more deployments. Override with the option '?force=true'."
                                + " View details at '/v2/deployments/<DEPLOYMENT_ID>'.");
        ArrayNode ids = body.putArray("deployments");
        deployments.forEach(id -> ids.addObject().put("id", id));
        return body;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body;
    }
}
