package io.partita.control.serve;

import io.partita.control.report.LiveData;
import io.partita.control.report.LivePage;
import io.partita.control.store.RunCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows the newest run for everybody who watches: its files are read once, however many watch, and not at all when nobody
 * does. When another run begins, it takes the place of the last. Safe for use by several threads; nobody holds the lock while
 * something is sent.
 */
final class LiveFeed {

    /**
     * What one reader is to be sent.
     *
     * @param json the event
     * @param heard up to where the reader has then heard
     * @param more whether there is more at once, because the run's beginning is still being read
     */
    record Event(String json, LiveRun.Heard heard, boolean more) {}

    /** What one who has heard nothing has heard. */
    static final LiveRun.Heard NOTHING = new LiveRun.Heard("", LiveData.Heard.NOTHING, 0);

    private final Path results;
    private final Duration pace;
    private LiveRun run;
    private boolean more;
    private long lookedAt;

    /** @param pace how old may be what is sent */
    LiveFeed(Path results, Duration pace) {
        this.results = results;
        this.pace = pace;
    }

    /** What has come since {@code heard}. */
    synchronized Event since(LiveRun.Heard heard) throws IOException {
        look();
        Map<String, Object> message = new LinkedHashMap<>();
        LiveRun.Heard then = NOTHING;
        if (run == null) {
            message.put("run", "");
            message.put("state", "none");
        } else {
            then = run.tell(heard, message);
        }
        return new Event(JsonMapper.shared().writeValueAsString(message), then, more);
    }

    /** The page of the run that is followed. */
    synchronized String page() throws IOException {
        look();
        return LivePage.html(
                Optional.ofNullable(run).map(LiveRun::path),
                Optional.ofNullable(run).flatMap(LiveRun::setup));
    }

    private void look() throws IOException {
        long now = System.nanoTime();
        if (run != null && !more && now - lookedAt < pace.toNanos() / 2) {
            return;
        }
        lookedAt = now;
        List<Path> runs = RunCatalogue.directories(results);
        if (!runs.isEmpty() && (run == null || !run.directory().equals(runs.get(0)))) {
            String path = results.relativize(runs.get(0)).toString().replace('\\', '/');
            run = new LiveRun(runs.get(0), path, System::currentTimeMillis);
        }
        more = run != null && run.poll();
    }
}
