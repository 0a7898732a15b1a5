package io.partita.nemesis.fault.internal.process;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import java.util.List;
import java.util.function.Consumer;

/** Something is done to some nodes: to all at once, or to one after another. */
interface Turns {

    /** Does {@code action} to every node, also when it failed on another; then throws the first failure. */
    void take(Consumer<Remote> action);

    /** All of {@code targets} at the same time. */
    static Turns atOnce(Nodes nodes, List<String> targets) {
        return action -> nodes.parallel(targets, remote -> {
            action.accept(remote);
            return remote.node();
        });
    }

    /** One of {@code targets} after another, with {@code between} after each but the last. */
    static Turns oneByOne(Nodes nodes, List<String> targets, Runnable between) {
        return action -> {
            RuntimeException first = null;
            for (int i = 0; i < targets.size(); i++) {
                if (i > 0) {
                    between.run();
                }
                try {
                    action.accept(nodes.on(targets.get(i)));
                } catch (RuntimeException e) {
                    if (first == null) {
                        first = e;
                    } else {
                        first.addSuppressed(e);
                    }
                }
            }
            if (first != null) {
                throw first;
            }
        };
    }
}
