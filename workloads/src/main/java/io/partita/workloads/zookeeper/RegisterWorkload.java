package io.partita.workloads.zookeeper;

import io.partita.workloads.OptionReader;
import io.partita.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code zk-register}: is a znode a linearizable register? Threads work in groups, one thread for each node, and each
 * group on one register at a time, so that every register is seen through every node at once.
 */
public final class RegisterWorkload implements Workload {

    private static final Option READS = new Option(
            "reads",
            "sync",
            ReadMode.labels(),
            "sync: the server catches up with its leader before it answers; local: it answers from its own memory");
    private static final Option OPS_PER_KEY =
            new Option("ops-per-key", "200", List.of(), "operations on a register before the next begins, from 1");
    private static final Option CRASHES_PER_KEY = new Option(
            "crashes-per-key",
            "10",
            List.of(),
            "operations of unknown outcome on a register before the next begins, from 1");

    @Override
    public String name() {
        return "zk-register";
    }

    @Override
    public String description() {
        return "Reads, writes and compare-and-sets on znodes through every node; judged as linearizable registers.";
    }

    @Override
    public String system() {
        return "zookeeper";
    }

    @Override
    public List<Option> options() {
        return Stream.concat(Stream.of(READS, OPS_PER_KEY, CRASHES_PER_KEY), ZooKeeperOptions.ALL.stream())
                .toList();
    }

    @Override
    public Map<String, Object> historyMeta() {
        return Map.of("model", RegisterLoad.MODEL);
    }

    @Override
    public void check(Map<String, String> options) {
        Read.of(options);
    }

    @Override
    public Load prepare(Settings settings) {
        Read read = Read.of(settings.options());
        return new RegisterLoad(settings, read.shared(), read.reads(), read.opsPerKey(), read.crashesPerKey());
    }

    /** The options, understood. */
    private record Read(ZooKeeperOptions shared, ReadMode reads, int opsPerKey, int crashesPerKey) {

        static Read of(Map<String, String> options) {
            var reader = new OptionReader(options);
            int opsPerKey = reader.number(OPS_PER_KEY, 1);
            int crashesPerKey = reader.number(CRASHES_PER_KEY, 1);
            ZooKeeperOptions shared = ZooKeeperOptions.read(reader);
            reader.refuseProblems();
            ReadMode reads = ReadMode.of(reader.text(READS));
            return new Read(shared, reads, opsPerKey, crashesPerKey);
        }
    }
}
