package io.partita.testbed.marathon.api;

import java.util.concurrent.CompletableFuture;

/** A part of the API. Errors are thrown, or come as the future's failure. */
@FunctionalInterface
interface Resource {

    CompletableFuture<Reply> answer(Call call);

    static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
