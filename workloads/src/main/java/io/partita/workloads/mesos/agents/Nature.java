package io.partita.workloads.mesos.agents;

import io.partita.checker.liveness.FaultWindow;
import java.util.List;

/** What a fault can do to an agent and its tasks, as far as its name tells. */
enum Nature {
    /** Packets do not arrive; processes go on. */
    NETWORK,
    /** Only an agent's server dies, and comes back; its tasks live on. */
    AGENT,
    /** Servers that are no agents suffer. */
    OTHER_SERVERS,
    /** Anything may have happened on its targets, also to tasks. */
    NODE;

    private static final List<String> AGENT_FAULTS = List.of("kill-agent", "crash-agent", "agent-restart");
    private static final List<String> NETWORK_FAULTS = List.of("agent-blip", "agent-loss");
    private static final String SERVERS = "(kill|crash|pause)-(masters?|marathons?|zookeeper|discovery)(-leader)?";

    static Nature of(FaultWindow window) {
        String name = window.name();
        if (name.startsWith("partition") || NETWORK_FAULTS.contains(name)) {
            return NETWORK;
        }
        if (AGENT_FAULTS.contains(name)) {
            return AGENT;
        }
        return name.matches(SERVERS) ? OTHER_SERVERS : NODE;
    }
}
