package io.partita.provisioning.system;

import io.partita.provisioning.remote.Remote;
import java.util.List;

/** A system that writes log files worth keeping. */
public interface HasLogs {

    /** Absolute paths of the log files on {@code node}; files that do not exist are passed over. */
    List<String> logFiles(Remote node);
}
