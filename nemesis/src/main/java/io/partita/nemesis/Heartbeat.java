package io.partita.nemesis;

import io.partita.nemesis.ledger.EachNode;
import io.partita.nemesis.node.DeadMan;
import io.partita.provisioning.remote.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the nodes that have a dead-man's timer, from a daemon thread, that the control node lives. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Nodes nodes;
    private final Supplier<List<String>> armed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var daemon = new Thread(task, "nemesis-heartbeat");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Beats until closed. {@code armed} names the nodes to tell; it is asked from the daemon thread. */
    Heartbeat(Nodes nodes, Duration interval, Supplier<List<String>> armed) {
        this.nodes = nodes;
        this.armed = armed;
        thread.scheduleAtFixedRate(this::beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A beat that is lost harms nothing: the next one comes long before the timer runs out. */
    private void beat() {
        try {
            EachNode.of(nodes, armed.get(), remote -> remote.runFast(DeadMan.heartbeat()))
                    .failures()
                    .forEach((node, failure) -> LOG.warn("no heartbeat to {}: {}", node, failure.getMessage()));
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it every fault before its time.
            LOG.warn("heartbeat failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
