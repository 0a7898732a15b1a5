package io.partita.nemesis;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import java.nio.file.Path;

/** Makes nemeses for simulated nodes. */
public final class Nemeses {

    private Nemeses() {}

    /** One without a thread of its own: the nodes hear no heartbeat. */
    public static DefaultNemesis withoutHeartbeat(Environment environment, Path ledger, FaultCatalog catalog) {
        return DefaultNemesis.withoutHeartbeat(environment, ledger, catalog);
    }
}
