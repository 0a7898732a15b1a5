package io.partita.testbed.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What to do with answers that come later. Use this and not the future's own methods, which swallow what goes wrong. */
public final class Answers {

    private Answers() {}

    /** Runs one of both on the loop once {@code answer} is there; what they throw ends the process, as it should. */
    public static <T> void on(
            Loop loop, CompletableFuture<T> answer, Consumer<? super T> good, Consumer<? super Throwable> bad) {
        answer.whenComplete((value, failure) -> loop.execute(() -> {
            if (failure == null) {
                good.accept(value);
            } else {
                bad.accept(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        }));
    }
}
