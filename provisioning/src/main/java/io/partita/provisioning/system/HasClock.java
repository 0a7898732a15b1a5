package io.partita.provisioning.system;

import io.partita.provisioning.remote.Nodes;
import java.util.List;

/** A system, or a group of its servers, whose processes may have clocks of their own: see {@link Provision#CLOCK}. */
public interface HasClock {

    /** The clocks by which servers on {@code node} run, one for each server; empty if they read the kernel's. */
    List<ProcessClock> clocks(Nodes nodes, String node);
}
