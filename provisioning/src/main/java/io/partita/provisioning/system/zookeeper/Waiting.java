package io.partita.provisioning.system.zookeeper;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.Daemon;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.SystemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Waits until an ensemble is ready, and looks now and then whether a server has died: that one will not become ready, however
 * long one waits.
 *
 * @param nodes where the ensemble is
 * @param clientPort the servers' port
 * @param daemon the servers
 */
record Waiting(Nodes nodes, int clientPort, Daemon daemon) {

    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration LOOK_FOR_THE_DEAD = Duration.ofSeconds(1);

    /** @throws SystemException if it is not ready within {@code limit}, or a server is dead; says what each lacks */
    void await(Duration limit) {
        Readiness readiness = new Readiness(nodes.inventory().nodes(), clientPort);
        long begin = System.nanoTime();
        long nextLook = begin + LOOK_FOR_THE_DEAD.toNanos();
        while (true) {
            Map<String, String> lacks = readiness.lacks();
            if (lacks.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            boolean late = now - begin > limit.toNanos();
            if (late || now - nextLook > 0) {
                failIfDead(lacks);
                nextLook = now + LOOK_FOR_THE_DEAD.toNanos();
            }
            if (late) {
                throw new SystemException("zookeeper is not ready after " + limit.toMillis() + " ms: " + list(lacks)
                        + ". Next step: look at " + daemon.log() + " on these nodes");
            }
            pause();
        }
    }

    private void failIfDead(Map<String, String> lacks) {
        Map<String, String> dead = nodes.parallel(
                List.copyOf(lacks.keySet()),
                node -> daemon.state(node) == ProcessState.DEAD
                        ? "does not run; its log ends with \"" + daemon.tail(node, 1) + "\""
                        : "");
        dead.values().removeIf(String::isEmpty);
        if (!dead.isEmpty()) {
            throw new SystemException("zookeeper is not ready: " + list(dead) + ". Next step: look at " + daemon.log()
                    + " on these nodes, or start the servers there");
        }
    }

    private static String list(Map<String, String> byNode) {
        return byNode.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static void pause() {
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new SystemException("interrupted while waiting for zookeeper");
        }
    }
}
