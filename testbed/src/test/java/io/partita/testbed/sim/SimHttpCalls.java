package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpCalls;
import io.partita.testbed.runtime.HttpService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** HTTP between processes of a {@link SimWorld}. */
final class SimHttpCalls implements HttpCalls {

    /** Where an answer arrives: whole, or as the text streamed so far. */
    static final class Answer implements HttpService.Responder, HttpService.Stream {

        private final List<Runnable> onClose = new ArrayList<>();
        private final CompletableFuture<HttpService.Response> response = new CompletableFuture<>();

        boolean isThere() {
            return response.isDone();
        }

        HttpService.Response response() {
            return response.join();
        }

        CompletableFuture<HttpService.Response> future() {
            return response;
        }

        @Override
        public void respond(HttpService.Response whole) {
            if (!response.complete(whole)) {
                throw new IllegalStateException("answered twice");
            }
        }

        @Override
        public HttpService.Stream stream(int status, Map<String, String> headers) {
            respond(new HttpService.Response(status, headers, new byte[0]));
            return this;
        }

        @Override
        public void send(String text) {
            // the tests of streams use a real connection
        }

        @Override
        public void onClose(Runnable action) {
            onClose.add(action);
        }

        @Override
        public void close() {
            onClose.forEach(Runnable::run);
        }
    }

    private final SimWorld world;
    private final SimProcess process;

    SimHttpCalls(SimWorld world, SimProcess process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public CompletableFuture<HttpService.Response> send(
            Address to,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            byte[] body,
            Duration connectLimit,
            Duration readLimit) {
        CompletableFuture<HttpService.Response> result = new CompletableFuture<>();
        String here = process.address().host();
        if (world.isCut(here, to.host()) || world.isCut(to.host(), here)) {
            process.after(connectLimit, () -> result.completeExceptionally(new TimedOut("connect timed out: " + to)));
            return result;
        }
        SimProcess target = world.alive(to);
        if (target == null) {
            process.after(
                    Duration.ofMillis(1), () -> result.completeExceptionally(new Refused("connection refused: " + to)));
            return result;
        }
        process.after(readLimit, () -> result.completeExceptionally(new TimedOut("read timed out: " + to)));
        target.onDeath(() -> world.transmit(
                to.host(),
                here,
                () -> process.execute(
                        () -> result.completeExceptionally(new java.io.IOException("connection reset")))));
        Answer answer = new Answer();
        answer.future()
                .thenAccept(response ->
                        world.transmit(to.host(), here, () -> process.execute(() -> result.complete(response))));
        world.transmit(
                here,
                to.host(),
                () -> target.serve(HttpService.Request.of(method, pathAndQuery, headers, body, here), answer));
        return result;
    }

    @Override
    public CompletableFuture<Boolean> connects(Address to, Duration limit) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        String here = process.address().host();
        boolean cut = world.isCut(here, to.host()) || world.isCut(to.host(), here);
        process.after(cut ? limit : Duration.ofMillis(1), () -> result.complete(!cut && world.alive(to) != null));
        return result;
    }
}
