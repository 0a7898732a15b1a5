package io.partita.nemesis.ledger;

import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.Inverse.Place;
import io.partita.nemesis.node.DeadMan;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where inverses and their timers are: on the nodes, and on the machine that carries them. Immutable, thread safe.
 *
 * @param nodes the nodes
 * @param host the machine that carries them, if it can do something to them
 */
public record Places(Nodes nodes, Optional<NodeHost> host) {

    private NodeHost hostOf(Inverse inverse) {
        return host.orElseThrow(() -> new RemoteException.Unreachable(
                inverse.node(), "the machine that carries it is not known here, and only that can heal it", null));
    }

    /** Who runs the commands of {@code inverse}. */
    private Remote runner(Inverse inverse) {
        return inverse.place() == Place.HOST ? hostOf(inverse).machine() : nodes.on(inverse.node());
    }

    private DeadMan timers(Inverse inverse) {
        return inverse.place() == Place.HOST ? new DeadMan(hostOf(inverse).directory()) : DeadMan.ON_NODE;
    }

    /** The name of the timer that undoes {@code inverse}: the machine has those of all nodes in one place. */
    private static String timer(Injection injection, Inverse inverse) {
        return inverse.place() == Place.HOST ? injection.timer() + "-" + inverse.node() : injection.timer();
    }

    /**
     * What one place is asked to do with its timers.
     *
     * @param timers those of the place
     * @param name the timer's name there
     * @param inverse what it undoes
     */
    public record Timing(DeadMan timers, String name, Inverse inverse) {}

    /** Runs a part of every inverse of {@code injection}, each in its place, all at the same time. */
    EachNode<CommandResult> each(Injection injection, Function<Inverse, Command> part) {
        return EachNode.of(nodes, injection.nodes(), remote -> {
            Inverse inverse = injection.inverse(remote.node());
            return runner(inverse).run(part.apply(inverse));
        });
    }

    /** Does something to every timer of {@code injection}. */
    EachNode<CommandResult> eachTimer(Injection injection, Function<Timing, Command> part) {
        return each(injection, inverse -> part.apply(new Timing(timers(inverse), timer(injection, inverse), inverse)));
    }

    /** As {@link #eachTimer}, as fast as can be; requires that all did it. */
    public Map<String, CommandResult> requireOfTimers(Injection injection, Function<Timing, Command> part) {
        return nodes.parallel(injection.nodes(), remote -> {
            Inverse inverse = injection.inverse(remote.node());
            return runner(inverse)
                    .requireFast(part.apply(new Timing(timers(inverse), timer(injection, inverse), inverse)));
        });
    }
}
