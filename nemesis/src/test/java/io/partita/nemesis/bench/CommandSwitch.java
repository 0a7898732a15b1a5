package io.partita.nemesis.bench;

import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The ring of majorities, with the commands of the fault but another way of bringing them to the nodes. */
final class CommandSwitch implements Switch {

    private final String name;
    private final TimedNodes nodes;
    private final Map<String, List<String>> addresses;
    private final UnaryOperator<Command> change;
    private final BiConsumer<String, Command> way;
    private Cut cut;

    /**
     * @param change makes of a command of the fault the one that is sent
     * @param way runs a command on the node of that name and returns when it is done
     */
    CommandSwitch(
            String name,
            TimedNodes nodes,
            Map<String, List<String>> addresses,
            UnaryOperator<Command> change,
            BiConsumer<String, Command> way) {
        this.name = name;
        this.nodes = nodes;
        this.addresses = addresses;
        this.change = change;
        this.way = way;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(Random random) {
        cleanup();
        cut = Partitions.majorities(nodes.names(), random).cut();
        load(Cut.NONE);
    }

    @Override
    public TimedNodes.Time apply() {
        return load(cut);
    }

    @Override
    public TimedNodes.Time heal() {
        Command mend = change.apply(Firewall.mend(addresses));
        return nodes.time(() -> nodes.parallel(remote -> {
            way.accept(remote.node(), mend);
            return true;
        }));
    }

    @Override
    public void cleanup() {
        nodes.parallel(remote -> remote.requireFast(Firewall.clear()));
    }

    private TimedNodes.Time load(Cut wanted) {
        String control = nodes.inventory().controlAddress();
        return nodes.time(() -> nodes.parallel(remote -> {
            way.accept(remote.node(), change.apply(Firewall.switchTo(wanted, remote.node(), addresses, control)));
            return true;
        }));
    }
}
