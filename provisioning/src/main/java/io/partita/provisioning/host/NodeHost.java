package io.partita.provisioning.host;

import io.partita.provisioning.cluster.Carrier;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Remote;
import java.util.List;
import java.util.Optional;

/**
 * The machine that carries nodes, and what it can do to them from outside. All its commands are idempotent, run on that
 * machine, and need nothing of this program, so that a ledger of faults can keep them. A command that the machine refuses
 * exits 9 and says the cause and the next step in the last two lines of its error output. Immutable, thread safe.
 */
public interface NodeHost {

    /** What may lack, and is asked for with {@link #able}. */
    enum Means {
        /** Let a node stand still. */
        FREEZE,
        /** Limit its time on the cpu. */
        CPU,
        /** Limit its memory. */
        MEMORY,
        /** Slow down the disk that is its own. */
        DISK_SPEED,
        /** Let the disk that is its own only be read. */
        DISK_WRITING
    }

    /** The machine that carries the nodes of {@code inventory}, if this program knows how to ask it. */
    static Optional<NodeHost> of(Inventory inventory) {
        return inventory.carrier() instanceof Carrier.Lxc lxc
                ? Optional.of(new LxcHost(inventory, lxc))
                : Optional.empty();
    }

    /** The machine itself; its {@link Remote#node} is {@code host}. */
    Remote machine();

    /** A directory there for what faults need, made when needed; no special characters. */
    String directory();

    /** Ends everything on {@code node} at once, as when its power fails. Its disk stays as it is. */
    Command powerOff(String node);

    /** Starts {@code node} if it is off, lets it go on if it stands still; returns once it accepts logins. */
    Command powerOn(String node);

    /** Lets everything on {@code node} stand still. */
    Command freeze(String node);

    /** Lets it go on. */
    Command thaw(String node);

    /**
     * Lets processes on {@code node} stand still, and no others: each moves into a control group of its own kind below the one
     * that it was in, with all its threads.
     *
     * @param processes words of {@link io.partita.provisioning.system.HasProcess#process}
     */
    Command freezeProcesses(String node, List<String> processes);

    /** Lets them go on, back in the control groups in which they were. */
    Command thawProcesses(String node);

    /** Prints what {@link FrozenProcess#parse} reads. */
    Command frozenProcesses(String node);

    /** Prints what {@link NodeState#parse} reads. */
    Command state(String node);

    /** Exits 0 if the machine has the {@code means} to do this to {@code node}. */
    Command able(String node, Means means);

    /** Gives {@code node} {@code limit} from now on. */
    Command limitCpu(String node, CpuLimit limit);

    /** Prints what {@link CpuLimit#parse} reads, then how often {@code node} was throttled so far. */
    Command cpu(String node);

    /** Gives {@code node} so many bytes of memory; empty for all that there are. */
    Command limitMemory(String node, Optional<Long> bytes);

    /** Prints the limit of {@link #limitMemory}, {@code none} for none, and how many bytes {@code node} uses now. */
    Command memory(String node);

    /**
     * Lets the own disk of {@code node}, see {@link io.partita.provisioning.cluster.NodeDisks}, take in only so many bytes a
     * second; empty for as many as it can.
     */
    Command limitDisk(String node, Optional<Long> bytesPerSecond);

    /** Prints the limit of {@link #limitDisk}, {@code none} for none. */
    Command disk(String node);

    /** Lays the own disk of {@code node} over itself, read-only: who opens a file there from now on cannot write to it. */
    Command diskReadOnly(String node);

    /** Takes that layer away; who opened or entered something in it can write from now on too. */
    Command diskWritable(String node);

    /** Prints how many layers there are, 1 being the disk alone. */
    Command diskLayers(String node);

    /** Logs in to {@code node} from the machine and runs {@code command} there. */
    Command onNode(String node, Command command);
}
