package io.partita.testbed.master.cluster;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Resources;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All of it, with the simplest questions about it. Who changes it, and when, is the business of others. */
public final class Cluster {

    private static final int COMPLETED_FRAMEWORKS = 50;

    private final Map<String, AgentEntry> agents = new LinkedHashMap<>();
    private final Map<String, AgentInfo> recovered = new LinkedHashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private final Map<String, FrameworkEntry> frameworks = new LinkedHashMap<>();
    private final Deque<FrameworkEntry> completed = new ArrayDeque<>();
    private final Map<String, Offer> offers = new LinkedHashMap<>();

    /** Registered agents, by id. */
    public Map<String, AgentEntry> agents() {
        return agents;
    }

    /** Agents in the registry that have not come back to this leader yet, by id. */
    public Map<String, AgentInfo> recovered() {
        return recovered;
    }

    /** Agents that this leader lost, took out or was told are gone. */
    public Set<String> removedAgents() {
        return removed;
    }

    /** Frameworks by id. */
    public Map<String, FrameworkEntry> frameworks() {
        return frameworks;
    }

    /** Frameworks that were removed, oldest first. */
    public Collection<FrameworkEntry> completedFrameworks() {
        return List.copyOf(completed);
    }

    /** Outstanding offers, by id. */
    public Map<String, Offer> offers() {
        return offers;
    }

    public Optional<AgentEntry> agentAt(Address address) {
        return agents.values().stream()
                .filter(agent -> agent.info().address().equals(address))
                .findFirst();
    }

    /** The frameworks whose scheduler is at {@code address} now; those that were there before do not count. */
    public List<FrameworkEntry> connectedFrameworksAt(Address address) {
        return frameworks.values().stream()
                .filter(framework -> framework.isConnected() && address.equals(framework.address()))
                .toList();
    }

    public boolean isCompleted(String frameworkId) {
        return completed.stream().anyMatch(framework -> framework.id().equals(frameworkId));
    }

    /** A framework is removed, for good. */
    public void complete(FrameworkEntry framework) {
        frameworks.remove(framework.id());
        completed.addLast(framework);
        if (completed.size() > COMPLETED_FRAMEWORKS) {
            completed.removeFirst();
        }
    }

    /** Living tasks of all frameworks on an agent. */
    public List<TaskEntry> tasksOn(String agentId) {
        return tasks().filter(task -> task.agentId().equals(agentId)).toList();
    }

    /** Living tasks of all frameworks. */
    public Stream<TaskEntry> tasks() {
        return frameworks.values().stream().flatMap(framework -> framework.tasks().values().stream());
    }

    public Optional<TaskEntry> task(String frameworkId, String taskId) {
        return Optional.ofNullable(frameworks.get(frameworkId))
                .map(framework -> framework.tasks().get(taskId));
    }

    public Resources usedOn(String agentId) {
        return tasksOn(agentId).stream().map(TaskEntry::used).reduce(Resources.NONE, Resources::plus);
    }

    public Resources offeredOn(String agentId) {
        return sum(offers.values().stream().filter(offer -> offer.agentId().equals(agentId)));
    }

    public Resources offeredTo(String frameworkId) {
        return sum(offers.values().stream().filter(offer -> offer.frameworkId().equals(frameworkId)));
    }

    private static Resources sum(Stream<Offer> offers) {
        return offers.map(Offer::resources).reduce(Resources.NONE, Resources::plus);
    }
}
