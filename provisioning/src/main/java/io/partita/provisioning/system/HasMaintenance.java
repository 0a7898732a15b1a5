package io.partita.provisioning.system;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import java.util.List;

/**
 * A system whose operators can take the machine of a node away for maintenance and give it back, by telling its leader. Its
 * commands run on any node and find out by themselves who leads then.
 */
public interface HasMaintenance {

    /** The nodes whose machines can be taken away, in order. */
    List<String> maintainable(Nodes nodes);

    /** The nodes on which the commands are at home: those of the servers that may lead. */
    List<String> keepers(Nodes nodes);

    /** What the leader says now; reads only. */
    MaintenanceState maintenance(Nodes nodes);

    /**
     * The command that plans the maintenance of {@code machines} and takes them down. Idempotent; exits 0 once the leader
     * has done so.
     *
     * @param startNanos when the maintenance begins, in ns since 1970; tells this plan from those of others
     * @param machines as {@link MaintenanceState#active} names them
     */
    Command maintenanceBegin(Nodes nodes, long startNanos, List<String> machines);

    /** The command that takes them up again and forgets the plan; as {@link #maintenanceBegin}. Other plans stay. */
    Command maintenanceEnd(Nodes nodes, long startNanos, List<String> machines);

    /** The command that exits 0 if and only if none of them is down and the plan is forgotten. Idempotent. */
    Command maintenanceCheck(Nodes nodes, long startNanos, List<String> machines);
}
