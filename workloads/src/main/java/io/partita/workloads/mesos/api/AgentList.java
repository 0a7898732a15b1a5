package io.partita.workloads.mesos.api;

import java.util.List;

/**
 * The agents that a Mesos master knows. Immutable.
 *
 * @param agents registered
 * @param recovered in the registry, and not back since the master leads
 */
public record AgentList(List<AgentEntry> agents, List<AgentEntry> recovered) {

    public AgentList {
        agents = List.copyOf(agents);
        recovered = List.copyOf(recovered);
    }

    static AgentList read(Fields json) throws Fields.WrongShapeException {
        return new AgentList(
                json.list(json.spelling("slaves", "agents"), AgentEntry::read),
                json.listOrEmpty(json.spelling("recovered_slaves", "recovered_agents"), AgentEntry::readRecovered));
    }
}
