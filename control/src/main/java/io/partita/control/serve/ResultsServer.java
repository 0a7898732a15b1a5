package io.partita.control.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Serves a results directory: the index, pages and files of runs, and {@code /live}, the run that is going on.
 *
 * <p>It reads and never writes: GET and HEAD only. It answers nobody who calls it by a foreign name ({@link Hosts}) and nothing
 * that is outside the directory ({@link RequestPath}). Threads are bounded, and live views among them: who comes when all are taken is
 * turned away. Safe for use by several threads.
 */
public final class ResultsServer implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ResultsServer.class);

    private static final int LIVE_VIEWS = 8;
    private static final int BACKLOG = 64;
    /**
     * The JDK's server reads a request in the thread that answers it, so whoever sends half of one holds a thread until its time
     * is up. There are more of them than a browser opens connections, and one that finds none is closed at once.
     */
    private static final int MOST_THREADS = 64;

    /** Who has not sent its request by then is cut off. Read by the JDK's server when its first instance is made. */
    private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final CountDownLatch closing;

    private ResultsServer(HttpServer server, ThreadPoolExecutor threads, CountDownLatch closing) {
        this.server = server;
        this.threads = threads;
        this.closing = closing;
    }

    /**
     * Begins to serve.
     *
     * @param results the directory
     * @param bind where to listen; port 0 is any free one
     * @param pace how often live views are renewed
     * @throws IOException if it cannot listen there
     */
    public static ResultsServer start(Path results, InetSocketAddress bind, Duration pace) throws IOException {
        if (System.getProperty(REQUEST_SECONDS) == null) {
            System.setProperty(REQUEST_SECONDS, "10");
        }
        HttpServer server = HttpServer.create(bind, BACKLOG);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(0, MOST_THREADS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "serve");
                    thread.setDaemon(true);
                    return thread;
                });
        CountDownLatch closing = new CountDownLatch(1);
        Hosts hosts = new Hosts(bind.getHostString());
        LiveFeed feed = new LiveFeed(results, pace);
        Pages pages = new Pages(results, feed, new LiveStream(feed, pace, LIVE_VIEWS, closing));
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, hosts, pages));
        server.start();
        return new ResultsServer(server, threads, closing);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Ends live views and answers nobody any more. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Hosts hosts, Pages pages) {
        try (exchange) {
            Answer.head(exchange);
            String method = exchange.getRequestMethod();
            if (!hosts.accepts(exchange.getRequestHeaders().get("Host"))) {
                Answer.text(exchange, 421, "This server answers to numeric addresses and localhost only.");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                Answer.text(exchange, 405, "Nothing can be changed here: GET and HEAD only.");
            } else {
                pages.answer(exchange);
            }
        } catch (IOException e) {
            // Who asked has gone.
            LOG.debug("{}: {}", exchange.getRequestURI(), e.toString());
        } catch (RuntimeException e) {
            LOG.error("{}", exchange.getRequestURI(), e);
            apologize(exchange);
        }
    }

    private static void apologize(HttpExchange exchange) {
        try {
            if (exchange.getResponseCode() < 0) {
                Answer.text(exchange, 500, "This page could not be made.");
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", exchange.getRequestURI(), e.toString());
        }
    }
}
