package io.partita.provisioning.system;

/** A system whose clients connect to the same TCP port on every node. */
public interface HasClientPort {

    /** That port, as the system was configured. */
    int clientPort();
}
