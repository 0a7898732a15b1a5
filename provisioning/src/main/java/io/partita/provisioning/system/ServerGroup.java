package io.partita.provisioning.system;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import java.util.List;
import java.util.Optional;

/**
 * The servers of a system that do the same work, such as all masters of Mesos, and can be struck without touching the
 * others. Immutable, safe for use by several threads on different nodes.
 *
 * <p>A server dies in two ways. {@link #kill} ends its supervisor too, so it stays dead until it is started. {@link #crash}
 * ends the server alone, and its supervisor, if it has one, starts it again when its time has come.
 */
public interface ServerGroup
        extends Killable, Stoppable, Pausable, Crashable, Revivable, HasProcess, Serving, HasLeader, HasLogs {

    /** What they are called, such as {@code master}. */
    String label();

    /** The nodes that have one, in order. */
    List<String> on(Nodes nodes);

    /** Sends SIGKILL to the server and not to its supervisor; returns once it is dead. Does nothing if none runs. */
    void crash(Remote node);

    /** The state of the server itself, not of its supervisor: dead while it waits to be started again. */
    @Override
    ProcessState state(Remote node);

    /**
     * Which process the server on {@code node} is: a word that no other process has had since the node began, such as its
     * number and its start time; empty if none runs. Two words that differ mean that it was started again in between.
     */
    @Override
    Optional<String> process(Remote node);
}
