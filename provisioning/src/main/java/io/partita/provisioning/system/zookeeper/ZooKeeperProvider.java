package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.system.SystemProvider;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes {@link ZooKeeperSystem} from {@code --system zookeeper:KEY=VALUE,…}. */
public final class ZooKeeperProvider implements SystemProvider {

    @Override
    public String name() {
        return ZooKeeperSystem.NAME;
    }

    @Override
    public String description() {
        return "Apache ZooKeeper " + ZooKeeperSettings.DEFAULT.version() + ", one server on every node";
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> meanings = Map.of(
                "version", "release",
                "heapMb", "Java heap of a server, MiB",
                "tickTime", "unit of time, ms",
                "initLimit", "ticks to connect and catch up with a leader",
                "syncLimit", "ticks to lag behind, or to hold on without a quorum",
                "notificationLimit", "longest pause between two calls for an election, ms",
                "connectLimit", "wait for a connection to an election port, ms",
                "clientPort", "TCP port for clients",
                "directory", "where everything lies on a node");
        Map<String, String> options = new LinkedHashMap<>();
        ZooKeeperSettings.DEFAULT
                .toOptions()
                .forEach((key, value) -> options.put(key, meanings.get(key) + " (default " + value + ")"));
        return options;
    }

    @Override
    public SystemUnderTest create(Map<String, String> options) {
        return ZooKeeperSystem.of(options);
    }
}
