package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.CommandResult;
import java.util.Optional;

/** Finds out whether the machine that carries the nodes is known and can do something to them. */
public final class HostSupport {

    private HostSupport() {}

    /** Whether it is known and has {@code means}, where any are needed, for every node; only reads. */
    public static Availability of(Environment environment, Optional<NodeHost.Means> means) {
        Optional<NodeHost> host = environment.host();
        if (host.isEmpty()) {
            return Availability.no("nobody can do this to the nodes from outside: the machine that carries cluster "
                    + environment.nodes().inventory().cluster() + " is not known; use local nodes");
        }
        return means.map(wanted -> able(environment, host.get(), wanted)).orElse(Availability.YES);
    }

    private static Availability able(Environment environment, NodeHost host, NodeHost.Means means) {
        for (String node : environment.nodes().names()) {
            CommandResult able = host.machine().run(host.able(node, means));
            if (!able.succeeded()) {
                return Availability.no(node + ": " + able.stderr().strip().replace("\n", "; "));
            }
        }
        return Availability.YES;
    }
}
