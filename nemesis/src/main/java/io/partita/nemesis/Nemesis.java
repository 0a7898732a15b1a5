package io.partita.nemesis;

import io.partita.nemesis.schedule.FaultStep;
import java.util.List;

/**
 * Performs the steps of a fault schedule, one at a time, on one thread. Before a fault is applied, its inverse is in
 * the ledger on disk and on the nodes with a dead-man's timer.
 */
public interface Nemesis extends AutoCloseable {

    /**
     * Performs {@code step} and returns the fault's record so far. A fault that would not become active or would not
     * heal is a record that says so, not an exception.
     */
    FaultRecord perform(FaultStep step);

    /** Ends every fault that is not proven healed, in reverse order; returns the records that changed. */
    List<FaultRecord> healAll();

    /** The records of all injections so far, in order. */
    List<FaultRecord> records();

    /** Heals what is left and removes from the nodes everything that belongs to the nemesis. */
    @Override
    void close();
}
