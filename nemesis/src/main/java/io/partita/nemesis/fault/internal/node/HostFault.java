package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.Inverse.Place;
import io.partita.nemesis.proof.Proof;
import java.util.List;
import java.util.Map;

/** Lets the machine that carries the nodes do something to some of them; it, and not they, undoes that. */
public final class HostFault implements Fault {

    private final String name;
    private final Carried nodes;
    private final Deed deed;

    /** Does {@code deed} to {@code nodes}. */
    public HostFault(String name, Carried nodes, Deed deed) {
        this.name = name;
        this.nodes = nodes;
        this.deed = deed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return nodes.targets();
    }

    @Override
    public String description() {
        return deed.words() + " " + String.join(",", nodes.targets());
    }

    @Override
    public Map<String, Object> intent() {
        return deed.intent();
    }

    @Override
    public List<Inverse> inverses() {
        return nodes.targets().stream()
                .map(node -> new Inverse(node, Place.HOST, deed.undo(node), deed.undo(node), deed.objects()))
                .toList();
    }

    /** Nobody is to wait for a node that is away: it says so before it is. */
    @Override
    public void inject() {
        if (deed.absence() != Deed.Absence.NONE) {
            nodes.targets().forEach(node -> nodes.environment().nodes().away(node, "it is away because of " + name));
        }
        nodes.tell(deed::inject);
        if (deed.absence() == Deed.Absence.DURING_INJECTION) {
            back();
        }
    }

    @Override
    public Proof awaitActive() {
        return nodes.environment().polling().await(nodes.environment().limits().active(), deed::active);
    }

    @Override
    public void recover() {
        nodes.tell(deed::undo);
        back();
    }

    @Override
    public Proof awaitRecovered() {
        return nodes.environment().polling().await(nodes.environment().limits().recovered(), deed::gone);
    }

    private void back() {
        if (deed.absence() != Deed.Absence.NONE) {
            nodes.targets().forEach(nodes.environment().nodes()::back);
        }
    }
}
