package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.node.OwnChain;
import io.partita.provisioning.remote.CommandResult;
import java.util.Map;

/** Finds out whether nodes can have a chain of ours. */
final class ChainSupport {

    static final int LEAST_NODES = 2;

    private ChainSupport() {}

    /** Whether all nodes have what a partition needs, and know what is in {@code rules}; only reads. */
    static Availability of(Environment environment, OwnChain chain, OwnChain.Rules rules) {
        if (FirewallSupport.of(environment, LEAST_NODES) instanceof Availability.Unavailable no) {
            return no;
        }
        Map<String, CommandResult> tested = environment.nodes().parallel(remote -> remote.runFast(chain.test(rules)));
        return tested.entrySet().stream()
                .filter(node -> !node.getValue().succeeded())
                .findFirst()
                .map(node -> Availability.no(node.getKey() + ": its iptables or its kernel does not know what "
                        + chain.name() + " needs: "
                        + node.getValue().stderr().lines().findFirst().orElse("no reason given")))
                .orElse(Availability.YES);
    }
}
