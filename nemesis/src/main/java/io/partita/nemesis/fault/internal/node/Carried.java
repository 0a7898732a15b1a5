package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.Environment;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Nodes that the machine which carries them is to do something to. Immutable.
 *
 * @param environment where they are
 * @param host the machine
 * @param targets the nodes
 */
public record Carried(Environment environment, NodeHost host, List<String> targets) {

    public Carried {
        targets = List.copyOf(targets);
    }

    /** What the machine answers to {@code question} about each of them, as {@code reader} understands it; sorted by node. */
    public <T> Map<String, T> ask(Function<String, Command> question, Function<String, T> reader) {
        return new TreeMap<>(environment
                .nodes()
                .parallel(targets, remote -> reader.apply(answer(question.apply(remote.node())))));
    }

    /** Has the machine run {@code command} for each of them, for all at once. */
    public void tell(Function<String, Command> command) {
        environment.nodes().parallel(targets, remote -> answer(command.apply(remote.node())));
    }

    /** What the machine prints that runs {@code command}. */
    public String answer(Command command) {
        return host.machine().require(command).stdout();
    }
}
