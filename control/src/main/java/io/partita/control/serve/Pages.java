package io.partita.control.serve;

import com.sun.net.httpserver.HttpExchange;
import io.partita.control.report.DirectoryPage;
import io.partita.control.report.IndexReport;
import io.partita.control.store.RunCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What there is to see, by path. */
final class Pages {

    private static final long INDEX_STAYS_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int DEPTH_OF_A_RUN = 3;

    private final Path results;
    private final LiveFeed feed;
    private final LiveStream live;
    private String index;
    private long indexMade;

    Pages(Path results, LiveFeed feed, LiveStream live) {
        this.results = results;
        this.feed = feed;
        this.live = live;
    }

    void answer(HttpExchange exchange) throws IOException {
        Optional<RequestPath> path = RequestPath.parse(exchange.getRequestURI().getRawPath());
        List<String> names = path.map(RequestPath::names).orElse(List.of());
        if (path.isEmpty()) {
            missing(exchange);
        } else if (names.isEmpty() || names.equals(List.of("index.html"))) {
            Answer.page(exchange, index());
        } else if (names.equals(List.of("live")) && !path.get().endsWithSlash()) {
            Answer.page(exchange, feed.page());
        } else if (names.equals(List.of("live", "events"))) {
            live.answer(exchange);
        } else {
            stored(exchange, path.get());
        }
    }

    private void stored(HttpExchange exchange, RequestPath path) throws IOException {
        Optional<Path> found = path.below(results);
        if (found.isEmpty()) {
            missing(exchange);
        } else if (Files.isRegularFile(found.get())) {
            Answer.file(exchange, found.get(), isOurPage(found.get()));
        } else if (!path.endsWithSlash()) {
            // Relative, so that no name of a host is needed; encoded as it came.
            String raw = exchange.getRequestURI().getRawPath();
            Answer.redirect(exchange, "./" + raw.substring(raw.lastIndexOf('/') + 1) + "/");
        } else {
            Path page = found.get().resolve("index.html");
            if (Files.isRegularFile(page) && isOurPage(page)) {
                Answer.file(exchange, page.toRealPath(), true);
            } else {
                Answer.page(exchange, DirectoryPage.html(String.join("/", path.names()), found.get()));
            }
        }
    }

    /**
     * Only pages that we wrote are shown as pages. Others were collected from nodes, and whoever wrote them could have written
     * scripts.
     */
    private boolean isOurPage(Path file) throws IOException {
        Path real = file.toRealPath();
        Path relative = results.toRealPath().relativize(real);
        boolean ofARun = relative.getNameCount() == DEPTH_OF_A_RUN + 1 && relative.endsWith("index.html");
        boolean comparison = relative.getNameCount() == 2
                && relative.startsWith("comparisons")
                && relative.toString().endsWith(".html");
        return !relative.startsWith("..") && (ofARun || comparison);
    }

    /** One at a time, and not anew for everybody who asks: with thousands of runs it is work. */
    private synchronized String index() {
        if (index == null || System.nanoTime() - indexMade > INDEX_STAYS_NANOS) {
            index = IndexReport.served(
                    results,
                    RunCatalogue.directories(results).stream().findFirst().filter(LiveRun::goesOn));
            indexMade = System.nanoTime();
        }
        return index;
    }

    private static void missing(HttpExchange exchange) throws IOException {
        Answer.text(exchange, 404, "There is no such page. All runs are listed at /");
    }
}
