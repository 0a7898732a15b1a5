package io.partita.nemesis.fault.internal.disk;

import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;

/** The smallest system with data: two files on each node's own disk, one of them longer than what is written in it. */
final class DataOnDisk implements SystemUnderTest, HasData {

    static final String DATA = NodeDisks.DIRECTORY + "/data";
    static final String LOG = DATA + "/version-2/log.1";
    static final String SNAPSHOT = DATA + "/version-2/snapshot.0";

    @Override
    public String name() {
        return "data-on-disk";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void install(Nodes nodes) {
        nodes.parallel(node -> node.require(Command.script("""
                set -e
                rm -rf %1$s
                mkdir -p %1$s/version-2
                head -c 100000 /dev/urandom >%2$s
                truncate -s 4m %2$s
                head -c 5000 /dev/urandom >%3$s
                sync -f %1$s
                """.formatted(DATA, LOG, SNAPSHOT))));
    }

    @Override
    public void start(Nodes nodes) {
        // Data need no process.
    }

    @Override
    public void awaitReady(Nodes nodes, Duration limit) {
        // They are there.
    }

    @Override
    public void remove(Nodes nodes) {
        nodes.parallel(node -> node.require(Command.of("rm", "-rf", DATA)));
    }

    @Override
    public Duration recoveryBound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public List<String> dataDirectories(Nodes nodes, String node) {
        return List.of(DATA);
    }
}
