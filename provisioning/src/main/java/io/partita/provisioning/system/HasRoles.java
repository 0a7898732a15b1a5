package io.partita.provisioning.system;

import java.util.List;

/** A system made of several groups of servers, each of which can be struck alone. */
public interface HasRoles {

    /** Its groups of servers, in the order of their set-up. */
    List<? extends ServerGroup> groups();
}
