package io.partita.nemesis;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.Inverse.Place;
import io.partita.nemesis.node.DeadMan;
import io.partita.provisioning.remote.Remote;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever has a dead-man's timer, from daemon threads, that the control node lives. Who is slow to hear it keeps no
 * other from hearing it in time.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final ThreadFactory DAEMONS = task -> {
        var daemon = new Thread(task, "nemesis-heartbeat");
        daemon.setDaemon(true);
        return daemon;
    };

    private final Environment environment;
    private final Supplier<List<Inverse>> armed;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    private final ExecutorService beats = Executors.newCachedThreadPool(DAEMONS);

    /** Beats until closed. {@code armed} says which inverses have timers; it is asked from a daemon thread. */
    Heartbeat(Environment environment, Supplier<List<Inverse>> armed) {
        this.environment = environment;
        this.armed = armed;
        long interval = environment.limits().heartbeat().toMillis();
        clock.scheduleAtFixedRate(this::beat, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            List<Inverse> all = armed.get();
            all.stream()
                    .filter(inverse -> inverse.place() == Place.NODE)
                    .map(Inverse::node)
                    .distinct()
                    .forEach(node -> beat(environment.nodes().on(node), DeadMan.ON_NODE));
            if (all.stream().anyMatch(inverse -> inverse.place() == Place.HOST)) {
                environment.host().ifPresent(host -> beat(host.machine(), new DeadMan(host.directory())));
            }
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it every fault before its time.
            LOG.warn("heartbeat failed", e);
        }
    }

    /** A beat that is lost harms nothing: the next one comes long before the timer runs out. */
    private void beat(Remote remote, DeadMan timers) {
        if (!underWay.add(remote.node())) {
            return;
        }
        beats.execute(() -> {
            try {
                remote.runFast(timers.heartbeat());
            } catch (RuntimeException e) {
                LOG.warn("no heartbeat to {}: {}", remote.node(), e.getMessage());
            } finally {
                underWay.remove(remote.node());
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        beats.shutdownNow();
    }
}
