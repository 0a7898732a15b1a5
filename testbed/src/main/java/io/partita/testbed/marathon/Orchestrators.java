package io.partita.testbed.marathon;

import io.partita.testbed.marathon.state.Events;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.state.Repository;

/** Makes the core of a leading Marathon, one for each term. */
@FunctionalInterface
interface Orchestrators {

    Orchestrator create(Repository repository, Events events, Orchestrator.Owner owner);
}
