package io.partita.provisioning.system;

import io.partita.provisioning.remote.Nodes;
import java.util.List;

/** A system, or a group of its servers, that keeps data on disk. */
public interface HasData {

    /** Absolute paths of the directories on {@code node} below which the data are that outlive the processes. */
    List<String> dataDirectories(Nodes nodes, String node);
}
