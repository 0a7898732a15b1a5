package io.partita.testbed.master.registry;

import java.util.Optional;

/** Where a replica keeps what it must not forget. */
public interface ReplicaStore {

    /**
     * All that a replica knows.
     *
     * @param promised it takes nothing of a lower ballot
     * @param voting whether it counts for a quorum
     * @param writtenBallot ballot of the value, -1 if there is none
     * @param position of the value, -1 if there is none
     * @param value null if there is none
     */
    record State(long promised, boolean voting, long writtenBallot, long position, String value) {

        /** What a replica knows that has never held anything. */
        public static final State EMPTY = new State(-1, false, -1, -1, null);
    }

    /** What was saved last; empty if nothing ever was. */
    Optional<State> load();

    /** Returns once {@code state} would survive the loss of power. */
    void save(State state);
}
