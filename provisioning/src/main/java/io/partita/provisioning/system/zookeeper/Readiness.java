package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.cluster.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an ensemble serves clients on every node. It does when each server leads or follows, exactly one leads, all
 * others have caught up with it, and through each one a session can be opened (see {@link SessionProbe}).
 */
final class Readiness {

    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(1);
    /** A session needs two transactions on a quorum of disks; a loaded machine needs more than a moment for that. */
    private static final Duration SESSION_LIMIT = Duration.ofSeconds(4);

    private final List<Node> nodes;
    private final int clientPort;

    Readiness(List<Node> nodes, int clientPort) {
        this.nodes = nodes;
        this.clientPort = clientPort;
    }

    /** What each node lacks, by node; empty when the ensemble is ready. */
    Map<String, String> lacks() {
        Map<String, String> lacks = new LinkedHashMap<>();
        List<Node> leaders = new ArrayList<>();
        for (Node node : nodes) {
            try {
                ServerStatus status = ServerStatus.ask(address(node), QUESTION_LIMIT);
                if (status.leads()) {
                    leaders.add(node);
                } else if (!status.mode().equals("follower")) {
                    lacks.put(node.name(), "it is " + status.mode());
                }
            } catch (IOException e) {
                lacks.put(node.name(), describe(e));
            }
        }
        if (lacks.isEmpty()) {
            requireOneLeader(leaders, lacks);
        }
        if (lacks.isEmpty()) {
            openSessions(lacks);
        }
        return lacks;
    }

    private void requireOneLeader(List<Node> leaders, Map<String, String> lacks) {
        if (leaders.size() != 1) {
            List<String> names = leaders.stream().map(Node::name).toList();
            nodes.forEach(node -> lacks.put(node.name(), "not one leader but " + names));
            return;
        }
        Node leader = leaders.get(0);
        int followers = nodes.size() - 1;
        try {
            int synced = followers == 0 ? 0 : ServerStatus.syncedFollowers(address(leader), QUESTION_LIMIT);
            if (synced < followers) {
                lacks.put(leader.name(), "as leader it has " + synced + " of " + followers + " followers in step");
            }
        } catch (IOException e) {
            lacks.put(leader.name(), describe(e));
        }
    }

    private void openSessions(Map<String, String> lacks) {
        for (Node node : nodes) {
            try {
                SessionProbe.run(address(node), SESSION_LIMIT);
            } catch (IOException e) {
                lacks.put(node.name(), "no session can be opened: " + describe(e));
                return;
            }
        }
    }

    private InetSocketAddress address(Node node) {
        return new InetSocketAddress(node.address(), clientPort);
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
