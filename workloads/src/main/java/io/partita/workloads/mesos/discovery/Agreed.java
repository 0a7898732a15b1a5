package io.partita.workloads.mesos.discovery;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskProcess;
import io.partita.workloads.mesos.observe.Observer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks at the operations of the final phase, one after another, until the app has exactly its instances and the latest answer
 * of every source names exactly these. Only says when to stop asking; it judges nothing. Safe for use by several threads.
 */
final class Agreed implements Predicate<Op> {

    private final Facts facts;
    private final int instances;
    /** The latest answer of each source; one for all masters. */
    private final Map<Source, Set<String>> named = new HashMap<>();

    private Set<String> living = Set.of();

    Agreed(Facts facts, int instances) {
        this.facts = facts;
        this.instances = instances;
    }

    @Override
    public synchronized boolean test(Op op) {
        if (op.type() != OpType.OK) {
            return false;
        } else if (op.f().equals(Observer.PROCESSES)) {
            NodeTasks found = NodeTasks.fromJson(op.value());
            living = found.live().values().stream()
                    .flatMap(processes -> processes.stream())
                    .filter(process -> process.app().equals(facts.app()))
                    .map(TaskProcess::task)
                    .collect(Collectors.toCollection(HashSet::new));
        } else if (op.f().equals(DiscoveryClient.ASK)) {
            Listing listing = Listing.fromJson(op.value());
            named.put(key(listing.source()), listing.tasks());
        }
        return living.size() == instances
                && facts.sources().stream().map(Agreed::key).allMatch(source -> living.equals(named.get(source)));
    }

    private static Source key(Source source) {
        return source.role() == Role.MASTER ? new Source(Role.MASTER, "") : source;
    }
}
