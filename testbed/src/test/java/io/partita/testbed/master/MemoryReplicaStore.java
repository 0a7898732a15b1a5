package io.partita.testbed.master;

import io.partita.testbed.master.registry.ReplicaStore;
import java.util.Optional;
import java.util.function.Consumer;

/** A disk that outlives its process. */
final class MemoryReplicaStore implements ReplicaStore {

    private final Consumer<State> witness;
    private State state;

    /** @param witness hears of everything that is saved */
    MemoryReplicaStore(Consumer<State> witness) {
        this.witness = witness;
    }

    @Override
    public Optional<State> load() {
        return Optional.ofNullable(state);
    }

    @Override
    public void save(State saved) {
        state = saved;
        witness.accept(saved);
    }
}
