package io.partita.workloads.mesos.discovery;

import io.partita.provisioning.system.mesos.Timings;
import io.partita.provisioning.system.zookeeper.ZooKeeperSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Mesos' usual times, five times as fast. */
record FastTimings() implements Timings {

    private static final Map<String, Long> MILLIS = Map.ofEntries(
            Map.entry("zk.session", 2_000L),
            Map.entry("marathon.zk.session", 2_000L),
            Map.entry("ping.timeout", 3_000L),
            Map.entry("allocation.interval", 200L),
            Map.entry("registration.backoff", 200L),
            Map.entry("registration.backoff.max", 12_000L),
            Map.entry("executor.reregister", 400L),
            Map.entry("executor.reap", 20L),
            Map.entry("executor.grace", 1_000L),
            Map.entry("update.retry.min", 2_000L),
            Map.entry("discovery.refresh", 12_000L),
            Map.entry("discovery.ttl", 12_000L),
            Map.entry("supervise.master", 4_000L),
            Map.entry("supervise.agent", 4_000L),
            Map.entry("supervise.marathon", 12_000L),
            Map.entry("marathon.backoff.seconds", 200L),
            Map.entry("marathon.revive.interval", 6_000L),
            Map.entry("marathon.reconcile.delay", 3_000L),
            Map.entry("marathon.scale.delay", 3_000L),
            Map.entry("marathon.reconcile.interval", 4_000L),
            Map.entry("marathon.expunge.interval", 6_000L),
            Map.entry("marathon.kill.retry", 6_000L));

    @Override
    public Optional<Duration> optionalDuration(String name) {
        return Optional.of(Duration.ofMillis(MILLIS.get(name)));
    }

    @Override
    public int count(String name) {
        return 5;
    }

    @Override
    public String text(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public ZooKeeperSettings zookeeper() {
        return ZooKeeperSettings.parse(Map.of("tickTime", "400"));
    }
}
