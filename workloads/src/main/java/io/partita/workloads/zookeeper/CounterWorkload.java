package io.partita.workloads.zookeeper;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code zk-counter}: does ZooKeeper lose an acknowledged write? Every thread increments one counter under version
 * check, through its own node; meanwhile the servers are asked who leads.
 */
public final class CounterWorkload implements Workload {

    private static final Option LEADER_INTERVAL = new Option(
            "leader-interval-ms",
            "250",
            List.of(),
            "mean time between two questions to all servers who leads, ms from 1");

    @Override
    public String name() {
        return "zk-counter";
    }

    @Override
    public String description() {
        return "Version-checked increments of one znode through every node: none that was acknowledged may be lost.";
    }

    @Override
    public String system() {
        return "zookeeper";
    }

    @Override
    public List<Option> options() {
        return Stream.concat(Stream.of(LEADER_INTERVAL), ZooKeeperOptions.ALL.stream())
                .toList();
    }

    @Override
    public void check(Map<String, String> options) {
        Read.of(options);
    }

    @Override
    public Load prepare(Settings settings) {
        Read read = Read.of(settings.options());
        return new CounterLoad(settings, read.shared(), read.leaderInterval());
    }

    /** The options, understood. */
    private record Read(ZooKeeperOptions shared, Duration leaderInterval) {

        static Read of(Map<String, String> options) {
            var reader = new OptionReader(options);
            Duration leaderInterval = reader.millis(LEADER_INTERVAL);
            ZooKeeperOptions shared = ZooKeeperOptions.read(reader);
            reader.refuseProblems();
            return new Read(shared, leaderInterval);
        }
    }
}
