package io.partita.testbed.master;

import io.partita.testbed.master.registry.ReplicaStore;
import java.util.Optional;

/** A disk that outlives its process. */
final class MemoryReplicaStore implements ReplicaStore {

    private State state;

    @Override
    public Optional<State> load() {
        return Optional.ofNullable(state);
    }

    @Override
    public void save(State saved) {
        state = saved;
    }
}
