package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A firewall chain of its own on some nodes: it is loaded to inject, and removed to recover. */
final class ChainFault implements Fault {

    /**
     * What the fault is about.
     *
     * @param targets the nodes concerned
     * @param description what is done, in words
     * @param intent the same for programs
     * @param chain the chain
     * @param rules what it holds on each node that it is on
     * @param objects what the fault owns there
     * @param active measures whether it is active
     * @param gone makes what measures, again and again, whether it is gone
     */
    record Content(
            List<String> targets,
            String description,
            Map<String, Object> intent,
            OwnChain chain,
            Map<String, OwnChain.Rules> rules,
            List<String> objects,
            Supplier<Proof> active,
            Supplier<Supplier<Proof>> gone) {}

    private final String name;
    private final Environment environment;
    private final Content content;
    private final Map<String, Command> loads = new TreeMap<>();
    private final List<String> nodes;

    ChainFault(String name, Environment environment, Content content) {
        this.name = name;
        this.environment = environment;
        this.content = content;
        content.rules().forEach((node, rules) -> loads.put(node, content.chain().load(rules)));
        this.nodes =
                environment.nodes().names().stream().filter(loads::containsKey).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return content.targets();
    }

    @Override
    public String description() {
        return content.description();
    }

    @Override
    public Map<String, Object> intent() {
        return content.intent();
    }

    @Override
    public List<Inverse> inverses() {
        OwnChain chain = content.chain();
        return nodes.stream()
                .map(node -> new Inverse(node, chain.clear(), chain.check(), content.objects()))
                .toList();
    }

    @Override
    public void inject() {
        environment.nodes().parallel(nodes, remote -> remote.requireFast(loads.get(remote.node())));
    }

    @Override
    public Proof awaitActive() {
        return environment.polling().await(environment.limits().active(), content.active());
    }

    @Override
    public void recover() {
        environment
                .nodes()
                .parallel(nodes, remote -> remote.requireFast(content.chain().clear()));
    }

    @Override
    public Proof awaitRecovered() {
        return environment
                .polling()
                .await(environment.limits().recovered(), content.gone().get());
    }
}
