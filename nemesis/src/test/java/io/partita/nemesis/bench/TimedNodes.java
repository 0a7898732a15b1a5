package io.partita.nemesis.bench;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Nodes that note when each of them has done what it was last told. */
final class TimedNodes implements Nodes {

    /**
     * How long something took on all nodes.
     *
     * @param total from its beginning to the answer of the last node
     * @param skew from the answer of the first node to that of the last
     */
    record Time(long total, long skew) {}

    private final Nodes nodes;
    private final Map<String, Long> ends = new ConcurrentHashMap<>();

    TimedNodes(Nodes nodes) {
        this.nodes = nodes;
    }

    Time time(Runnable work) {
        ends.clear();
        long begin = System.nanoTime();
        work.run();
        long last = Collections.max(ends.values());
        return new Time(last - begin, last - Collections.min(ends.values()));
    }

    @Override
    public Inventory inventory() {
        return nodes.inventory();
    }

    @Override
    public Remote on(String name) {
        return nodes.on(name);
    }

    @Override
    public <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action) {
        return nodes.parallel(names, remote -> {
            T result = action.apply(remote);
            ends.put(remote.node(), System.nanoTime());
            return result;
        });
    }

    @Override
    public void close() {
        nodes.close();
    }
}
