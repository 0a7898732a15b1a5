package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.cluster.Node;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes {@code zoo.cfg}. A server's id is its node's place in the inventory, counted from 1. */
final class ZooKeeperConfig {

    private ZooKeeperConfig() {}

    /** The configuration file, the same on every node. */
    static String zooCfg(ZooKeeperSettings settings, List<Node> members) {
        String servers = members.stream()
                .map(node -> "server.%d=%s:%d:%d"
                        .formatted(
                                id(members, node.name()),
                                node.address(),
                                ZooKeeperSettings.QUORUM_PORT,
                                ZooKeeperSettings.ELECTION_PORT))
                .collect(Collectors.joining("\n"));
        // maxClientCnxns: all clients of a test come from one address. snapCount stays, fsync stays.
        return """
                tickTime=%d
                initLimit=%d
                syncLimit=%d
                dataDir=%s/data
                clientPort=%d
                maxClientCnxns=0
                admin.enableServer=false
                4lw.commands.whitelist=srvr,mntr,ruok
                %s
                """.formatted(
                        settings.tickTime(),
                        settings.initLimit(),
                        settings.syncLimit(),
                        settings.directory(),
                        settings.clientPort(),
                        servers);
    }

    static int id(List<Node> members, String name) {
        return IntStream.range(0, members.size())
                        .filter(i -> members.get(i).name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no node " + name + " in the ensemble"))
                + 1;
    }
}
