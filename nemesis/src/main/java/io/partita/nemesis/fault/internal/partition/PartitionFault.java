package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.proof.PartitionProof;
import io.partita.nemesis.proof.Proof;
import io.partita.nemesis.target.Cut;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drops packets between nodes, by a firewall chain of our own on each of them. */
final class PartitionFault implements Fault {

    private final String name;
    private final Environment environment;
    private final Partitions.Shape shape;
    private final Map<String, List<String>> addresses;
    private final Map<String, Command> open;
    private final Map<String, Command> cut;
    private final Command mend;

    private PartitionFault(
            String name, Environment environment, Partitions.Shape shape, Map<String, List<String>> addresses) {
        this.name = name;
        this.environment = environment;
        this.shape = shape;
        this.addresses = addresses;
        this.open = switches(Cut.NONE);
        this.cut = switches(shape.cut());
        this.mend = Firewall.mend(addresses);
    }

    static PartitionFault of(String name, Environment environment, Partitions.Shape shape) {
        Nodes nodes = environment.nodes();
        return new PartitionFault(
                name, environment, shape, NodeFacts.addresses(nodes.inventory(), NodeFacts.read(nodes)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return environment.nodes().names();
    }

    @Override
    public String description() {
        return shape.words();
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("cut", shape.cut().toJson());
    }

    @Override
    public List<Inverse> inverses() {
        return targets().stream()
                .map(node -> new Inverse(node, Firewall.clear(), Firewall.check(), List.of(Firewall.OBJECT)))
                .toList();
    }

    /** An empty chain and its jump, and none elsewhere: what is left for {@link #inject()} is one transaction on each node. */
    @Override
    public void prepare() {
        cleanup();
        environment.nodes().parallel(remote -> remote.requireFast(open.get(remote.node())));
    }

    @Override
    public void inject() {
        environment.nodes().parallel(remote -> remote.requireFast(cut.get(remote.node())));
    }

    @Override
    public Proof awaitActive() {
        return environment
                .polling()
                .await(
                        environment.limits().active(),
                        PartitionProof.activeAgain(environment.nodes(), shape.cut(), addresses));
    }

    @Override
    public void recover() {
        environment.nodes().parallel(remote -> remote.requireFast(mend));
    }

    @Override
    public Proof awaitRecovered() {
        return environment
                .polling()
                .await(environment.limits().recovered(), PartitionProof.healedAgain(environment.nodes(), targets()));
    }

    @Override
    public void cleanup() {
        environment.nodes().parallel(remote -> remote.requireFast(Firewall.clear()));
    }

    private Map<String, Command> switches(Cut wanted) {
        var commands = new LinkedHashMap<String, Command>();
        String control = environment.nodes().inventory().controlAddress();
        for (String node : environment.nodes().names()) {
            commands.put(node, Firewall.switchTo(wanted, node, addresses, control));
        }
        return commands;
    }
}
