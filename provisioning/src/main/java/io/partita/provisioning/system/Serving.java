package io.partita.provisioning.system;

import io.partita.provisioning.cluster.Node;

/** A system whose server on one node says whether it serves. */
public interface Serving {

    /** Whether the server on {@code node} answers clients now; asks it once, within a second or two. */
    boolean serves(Node node);
}
