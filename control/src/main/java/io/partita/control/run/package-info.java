/**
 * A plan carried out: cluster, system, load with faults, judgement.
 *
 * <p>Entry point: {@link io.partita.control.run.TestRunner}. Inside, {@code RecordedRun} is the part that leaves files,
 * {@code LoadPhase} the order of load, healing and final reads, {@code Scheduler} the one thread that orders events, and
 * {@code Judge} the verdict.
 */
package io.partita.control.run;
