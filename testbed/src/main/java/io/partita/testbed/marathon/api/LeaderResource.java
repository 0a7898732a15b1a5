package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.leadership.Loss;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** {@code /v2/leader}: who leads, and the request to lead no longer. */
final class LeaderResource implements Resource {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ApiContext context;

    LeaderResource(ApiContext context) {
        this.context = context;
    }

    @Override
    public CompletableFuture<Reply> answer(Call call) {
        if (context.profile() == Profile.CLASSIC || !call.parts().isEmpty()) {
            throw ApiError.of(404, "HTTP 404 Not Found");
        }
        return Resource.now(
                switch (call.method()) {
                    case "GET" ->
                        Reply.shown(Json.object().put("leader", context.http().toString()));
                    case "DELETE" -> abdicate();
                    default -> throw ApiError.methodNotAllowed();
                });
    }

    private Reply abdicate() {
        // The answer has to leave first; newer releases end the process so long after it.
        context.platform()
                .loop()
                .after(
                        context.settings().scaled(PAUSE),
                        () -> context.leadership().lose(Loss.ABDICATED, ""));
        return Reply.done(200, Json.object().put("message", "Leadership abdicated"));
    }
}
