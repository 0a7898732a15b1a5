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
                .map(node -> line(members, node.name(), settings.clientPort()))
                .collect(Collectors.joining("\n"));
        // The client port stands in the servers' lines, because only these are changed when members come and go.
        // maxClientCnxns: all clients of a test come from one address. snapCount stays, fsync stays.
        return """
                tickTime=%d
                initLimit=%d
                syncLimit=%d
                dataDir=%s/data
                maxClientCnxns=0
                admin.enableServer=false
                reconfigEnabled=true
                4lw.commands.whitelist=srvr,mntr,ruok
                %s
                """.formatted(
                        settings.tickTime(), settings.initLimit(), settings.syncLimit(), settings.directory(), servers);
    }

    /** The line of the server on {@code name}, as it stands in the file and in what servers say of their ensemble. */
    static String line(List<Node> members, String name, int clientPort) {
        int id = id(members, name);
        return "server.%d=%s:%d:%d:participant;%d"
                .formatted(
                        id,
                        members.get(id - 1).address(),
                        ZooKeeperSettings.QUORUM_PORT,
                        ZooKeeperSettings.ELECTION_PORT,
                        clientPort);
    }

    static int id(List<Node> members, String name) {
        return IntStream.range(0, members.size())
                        .filter(i -> members.get(i).name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no node " + name + " in the ensemble"))
                + 1;
    }
}
