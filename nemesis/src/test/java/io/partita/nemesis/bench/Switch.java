package io.partita.nemesis.bench;

import java.util.Random;

/** Something that disturbs the network of a cluster and mends it again. */
interface Switch {

    String name();

    /** Does everything that may be done before. */
    void prepare(Random random);

    /** From here on it is disturbed. */
    TimedNodes.Time apply();

    /** From here on it is whole. */
    TimedNodes.Time heal();

    /** Takes away what is left. */
    void cleanup();
}
