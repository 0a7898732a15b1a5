package io.partita.control.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The newest run as server-sent events: at first all there is, then what has come since. Whoever reads slowly is sent more at a
 * time and less often; nothing is kept for anybody but up to where they have heard.
 */
final class LiveStream {

    private final LiveFeed feed;
    private final Duration pace;
    private final Semaphore places;
    private final CountDownLatch closing;

    /** @param places how many may watch at once */
    LiveStream(LiveFeed feed, Duration pace, int places, CountDownLatch closing) {
        this.feed = feed;
        this.pace = pace;
        this.places = new Semaphore(places);
        this.closing = closing;
    }

    void answer(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            Answer.text(exchange, 503, "Enough are watching: close another live view.");
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                stream(out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** Ends when the server does, or when writing fails because nobody listens any more. */
    private void stream(OutputStream out) throws IOException, InterruptedException {
        LiveFeed.Event event = feed.since(LiveFeed.NOTHING);
        do {
            out.write(("data: " + event.json() + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (closing.await(event.more() ? 0 : pace.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            event = feed.since(event.heard());
        } while (true);
    }
}
