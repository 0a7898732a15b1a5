package io.partita.control.serve;

import com.sun.net.httpserver.HttpExchange;
import io.partita.control.store.RunCatalogue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest run as server-sent events: its whole state again and again, so that whoever comes late or was cut off needs
 * nothing from before. When another run begins, it takes the place of the last.
 */
final class LiveStream {

    private final Path results;
    private final Duration pace;
    private final Semaphore places;
    private final CountDownLatch closing;

    /** @param places how many may watch at once */
    LiveStream(Path results, Duration pace, int places, CountDownLatch closing) {
        this.results = results;
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
        LiveRun run = null;
        do {
            List<Path> runs = RunCatalogue.directories(results);
            if (!runs.isEmpty() && (run == null || !run.directory().equals(runs.get(0)))) {
                Path newest = runs.get(0);
                String path = results.relativize(newest).toString().replace('\\', '/');
                run = new LiveRun(newest, path, System::currentTimeMillis);
            }
            Map<String, Object> state = run == null ? Map.of("state", "none") : run.state();
            out.write(("data: " + JsonMapper.shared().writeValueAsString(state) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
        } while (!closing.await(pace.toMillis(), TimeUnit.MILLISECONDS));
    }
}
