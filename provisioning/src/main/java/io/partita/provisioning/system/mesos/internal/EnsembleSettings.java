package io.partita.provisioning.system.mesos.internal;

import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ensemble under a cluster, in the cluster's time: a tick of 2 s divided by the time scale, as the field reports had
 * it. A server grants sessions of 2 to 20 ticks, so the tick is moved as far as the sessions of the cluster's servers need.
 *
 * <p>Two limits do not shrink with the time scale beyond what a busy machine needs, because what they bound is work and
 * not waiting: catching up with a leader, and a round of votes.
 *
 * @param scale the time scale
 * @param knobs the values of all knobs, as written
 * @param directory the cluster's directory on a node
 */
public record EnsembleSettings(double scale, Map<String, String> knobs, String directory) {

    private static final List<String> SESSIONS = List.of("zk.session", "marathon.zk.session");
    private static final int TICK = 2000;
    private static final int SHORTEST_TICK = 50;
    private static final int SHORTEST_SESSION = 2;
    private static final int LONGEST_SESSION = 20;
    private static final int SHORTEST_INIT = 3000;
    private static final int SHORTEST_SYNC = 500;
    private static final int SHORTEST_CALL = 200;

    /** The settings, those in {@code options} as they were given; what is wrong goes into {@code problems}. */
    public ZooKeeperSettings with(Map<String, String> options, List<String> problems) {
        Map<String, String> all = new LinkedHashMap<>();
        int tick = options.containsKey("tickTime") && Kind.COUNT.accepts(options.get("tickTime"))
                ? Integer.parseInt(options.get("tickTime"))
                : tick();
        all.put("tickTime", String.valueOf(tick));
        all.put("initLimit", String.valueOf(Math.max(10, ticks(SHORTEST_INIT, tick))));
        all.put("syncLimit", String.valueOf(Math.max(5, ticks(SHORTEST_SYNC, tick))));
        all.put("notificationLimit", String.valueOf(Math.max(SHORTEST_CALL, tick)));
        all.put("connectLimit", String.valueOf(Math.max(SHORTEST_CALL, tick)));
        all.putAll(options);
        all.put("directory", directory + "/zookeeper");
        if (options.containsKey("directory")) {
            problems.add("zookeeper.directory follows from directory");
        }
        sessions()
                .filter(session -> session < SHORTEST_SESSION * tick || session > LONGEST_SESSION * tick)
                .forEach(session -> problems.add("a ZooKeeper session of " + session
                        + " ms (zk.session or marathon.zk.session"
                        + (scale == 1 ? "" : ", divided by time.scale") + ") cannot be had: with tickTime=" + tick
                        + " it is " + SHORTEST_SESSION * tick + " to " + LONGEST_SESSION * tick + " ms"));
        try {
            return ZooKeeperSettings.parse(all);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return ZooKeeperSettings.DEFAULT;
        }
    }

    private int tick() {
        long shortest = sessions().min(Long::compare).orElseThrow();
        long longest = sessions().max(Long::compare).orElseThrow();
        long tick = Math.round(TICK / scale);
        tick = Math.min(tick, shortest / SHORTEST_SESSION);
        tick = Math.max(tick, (longest + LONGEST_SESSION - 1) / LONGEST_SESSION);
        return (int) Math.max(tick, SHORTEST_TICK);
    }

    private Stream<Long> sessions() {
        return SESSIONS.stream()
                .map(knobs::get)
                .map(DurationText::parse)
                .map(Duration::toMillis)
                .map(millis -> Math.round(millis / scale));
    }

    private static int ticks(int millis, int tick) {
        return (millis + tick - 1) / tick;
    }
}
