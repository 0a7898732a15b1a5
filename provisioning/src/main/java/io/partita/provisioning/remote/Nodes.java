package io.partita.provisioning.remote;

import io.partita.provisioning.cluster.Inventory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The connected nodes of a cluster. Safe for use by several threads. */
public interface Nodes extends AutoCloseable {

    /** The nodes' names, addresses and SSH endpoints. */
    Inventory inventory();

    /** The nodes' names, in order. */
    default List<String> names() {
        return inventory().names();
    }

    /**
     * The connected node called {@code name}.
     *
     * @throws IllegalArgumentException if there is none
     */
    Remote on(String name);

    /**
     * Applies {@code action} to the named nodes at the same time and returns the results by node, in the order given.
     * All actions are awaited. If any failed, the first failure is thrown with the others suppressed under it.
     */
    <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action);

    /** As {@link #parallel(List, Function)}, for all nodes. */
    default <T> Map<String, T> parallel(Function<Remote, T> action) {
        return parallel(names(), action);
    }

    /**
     * Says that the node called {@code name} is off or stands still on purpose, until {@link #back}: the connection to it is
     * given up, and whoever uses it hears at once that it is unreachable, and {@code why}, instead of waiting for it.
     */
    void away(String name, String why);

    /** Says that the node called {@code name} can be used again; it is connected to when it is. */
    void back(String name);

    @Override
    void close();
}
