package io.partita.provisioning.system.mesos.internal;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.mesos.ClusterView;
import io.partita.provisioning.system.mesos.Role;
import io.partita.provisioning.system.mesos.RoleServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Waits until the servers of a cluster serve, and says who does not. */
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LOOK_FOR_THE_DEAD = Duration.ofSeconds(1);

    private final SupervisedCluster system;
    private final Nodes nodes;
    private final ClusterView view;

    Readiness(SupervisedCluster system, Nodes nodes) {
        this.system = system;
        this.nodes = nodes;
        this.view = system.view(nodes);
    }

    /** @throws SystemException if it does not serve within {@code limit}, or cannot because a server died for good */
    void await(Duration limit) {
        long begin = System.nanoTime();
        long nextLook = begin + LOOK_FOR_THE_DEAD.toNanos();
        while (true) {
            Map<String, String> lacks = view.lacks();
            if (lacks.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            if (now - begin > limit.toNanos()) {
                throw new SystemException(system.name() + " is not ready after " + limit.toMillis() + " ms: "
                        + ClusterView.list(withTheDead(lacks)) + ". Next step: look at the logs below "
                        + system.directory() + " on these nodes");
            }
            if (now - nextLook > 0) {
                failIfDeadForGood();
                nextLook = now + LOOK_FOR_THE_DEAD.toNanos();
            }
            pause();
        }
    }

    private Map<String, String> withTheDead(Map<String, String> lacks) {
        Map<String, String> all = new LinkedHashMap<>(lacks);
        nodes.parallel(node -> dead(node, system.groups())).forEach((node, words) -> {
            if (!words.isEmpty()) {
                all.merge(node, words, (lack, more) -> lack + ", " + more);
            }
        });
        return all;
    }

    /** A server that died and that nobody starts again will not become ready, however long one waits. */
    private void failIfDeadForGood() {
        List<RoleServers> unsupervised = system.groups().stream()
                .filter(role -> role.role() != Role.ZOOKEEPER)
                .filter(role -> system.timings()
                        .optionalDuration("supervise." + role.role().label())
                        .isEmpty())
                .toList();
        Map<String, String> dead = nodes.parallel(node -> dead(node, unsupervised));
        dead.values().removeIf(String::isEmpty);
        if (!dead.isEmpty()) {
            throw new SystemException(
                    system.name() + " is not ready: " + ClusterView.list(dead) + ". Next step: look at the logs"
                            + " below " + system.directory() + " on these nodes, or start the servers there");
        }
    }

    private String dead(Remote node, List<RoleServers> roles) {
        List<String> words = new ArrayList<>();
        for (RoleServers role : roles) {
            if (role.on(nodes).contains(node.node()) && role.state(node) == ProcessState.DEAD) {
                words.add(role.role().label() + ": does not run; its log ends with \""
                        + system.lastLine(node, role.role()) + "\"");
            }
        }
        return String.join(", ", words);
    }

    static void pause() {
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new SystemException("interrupted while waiting for the servers");
        }
    }
}
