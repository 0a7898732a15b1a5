package io.partita.control.run;

import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The time and the threads of a load phase: real ones ({@link RealThreads}), or simulated in tests, in which a whole run
 * is the same to the last bit whenever it has the same seed.
 */
interface LoadThreads {

    /** Nanoseconds since the load began; never runs backwards. Any thread may call. */
    long now();

    /** A crew in this time; worker i talks to node i modulo the number of nodes. */
    Crew crew(int size, List<String> nodes, Client.Factory clients);

    /** A thread for the nemesis, which does one thing after another. */
    ExecutorService nemesis();

    /**
     * Runs {@link Scheduler#run} to its end.
     *
     * @throws io.partita.workloads.generator.GeneratorException if the generator breaks a rule, or is given up because it
     *     does not answer
     */
    void drive(Scheduler scheduler, Generator phase, FaultDriver faults) throws InterruptedException;
}
