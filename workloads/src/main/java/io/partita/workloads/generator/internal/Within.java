package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;

/** A situation that is like another in all that it does not say itself. */
interface Within extends Generator.Context {

    /** The other. */
    Generator.Context context();

    @Override
    default long time() {
        return context().time();
    }

    @Override
    default int threads() {
        return context().threads();
    }

    @Override
    default int from() {
        return context().from();
    }

    @Override
    default int to() {
        return context().to();
    }

    @Override
    default boolean isFree(int thread) {
        return context().isFree(thread);
    }

    @Override
    default boolean isIdle() {
        return context().isIdle();
    }

    @Override
    default int process(int thread) {
        return context().process(thread);
    }

    @Override
    default int freeThread(int from, int to) {
        return context().freeThread(from, to);
    }

    @Override
    default Seed seed() {
        return context().seed();
    }
}
