package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.Inverse.Place;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lets the machine that carries the nodes do something to some of them; it, and not they, undoes that. */
public final class HostFault implements Fault {

    private final String name;
    private final Environment environment;
    private final NodeHost host;
    private final List<String> targets;
    private final Deed deed;

    /** @param host the machine */
    public HostFault(String name, Environment environment, NodeHost host, List<String> targets, Deed deed) {
        this.name = name;
        this.environment = environment;
        this.host = host;
        this.targets = List.copyOf(targets);
        this.deed = deed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return targets;
    }

    @Override
    public String description() {
        return deed.words() + " " + String.join(",", targets);
    }

    @Override
    public Map<String, Object> intent() {
        return deed.intent();
    }

    @Override
    public List<Inverse> inverses() {
        return targets.stream()
                .map(node -> new Inverse(node, Place.HOST, deed.undo(node), deed.undo(node), deed.objects()))
                .toList();
    }

    /** Nothing: it is one command. */
    @Override
    public void prepare() {}

    /** Nobody is to wait for a node that is away: it says so before it is. */
    @Override
    public void inject() {
        if (deed.absence() != Deed.Absence.NONE) {
            targets.forEach(node -> environment.nodes().away(node, "it is away because of " + name));
        }
        onTargets(deed::inject);
        if (deed.absence() == Deed.Absence.DURING_INJECTION) {
            back();
        }
    }

    @Override
    public Proof awaitActive() {
        return environment.polling().await(environment.limits().active(), deed::active);
    }

    @Override
    public void recover() {
        onTargets(deed::undo);
        back();
    }

    @Override
    public Proof awaitRecovered() {
        return environment.polling().await(environment.limits().recovered(), deed::gone);
    }

    /** Nothing: {@link #prepare()} has put nothing in place. */
    @Override
    public void cleanup() {}

    private void back() {
        if (deed.absence() != Deed.Absence.NONE) {
            targets.forEach(environment.nodes()::back);
        }
    }

    private void onTargets(Function<String, Command> command) {
        environment.nodes().parallel(targets, remote -> host.machine().require(command.apply(remote.node())));
    }
}
