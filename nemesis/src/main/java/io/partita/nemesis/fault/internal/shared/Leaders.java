package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.provisioning.system.HasLeader;
import java.util.List;

/** Finds out who leads at the moment of injection. */
public final class Leaders {

    private Leaders() {}

    /**
     * The nodes of {@code who} that lead, in the order of their names. An election may be under way: it gets as much time
     * as a fault has to become active.
     *
     * @param words who they are, for the message
     * @throws FaultException if nobody leads until then
     */
    public static List<String> await(Environment environment, HasLeader who, String words) {
        long deadline =
                environment.clock().millis() + environment.limits().active().toMillis();
        while (true) {
            List<String> leaders = who.leaders(environment.nodes());
            if (!leaders.isEmpty()) {
                return leaders;
            }
            if (environment.clock().millis() >= deadline
                    || Thread.currentThread().isInterrupted()) {
                throw new FaultException("no node of " + words + " led within "
                        + environment.limits().active().toMillis() + " ms, so there is no leader to strike");
            }
            environment.clock().sleep(environment.limits().poll());
        }
    }
}
