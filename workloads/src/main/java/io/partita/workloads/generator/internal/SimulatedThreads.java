package io.partita.workloads.generator.internal;

import io.partita.checker.history.OpType;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.LinkedHashSet;
import java.util.Set;

/** Threads that are only counted, in virtual time: which are free, longest first, and the process that each stands for. */
final class SimulatedThreads implements Generator.Context {

    private final Set<Integer> free = new LinkedHashSet<>();
    private final int[] processes;
    private final Seed seed;
    private long time;

    SimulatedThreads(int threads, Seed seed) {
        this.seed = seed;
        processes = new int[threads];
        for (int thread = 0; thread < threads; thread++) {
            processes[thread] = thread;
            free.add(thread);
        }
    }

    void advanceTo(long later) {
        time = later;
    }

    void begin(int process) {
        free.remove(thread(process));
    }

    /** {@code process} has ended its operation; if nobody knows how, its thread goes on as another. */
    void end(int process, OpType outcome) {
        int thread = thread(process);
        free.add(thread);
        if (outcome == OpType.INFO) {
            processes[thread] += processes.length;
        }
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public int threads() {
        return processes.length;
    }

    @Override
    public boolean isFree(int thread) {
        return free.contains(thread);
    }

    @Override
    public boolean isIdle() {
        return free.size() == processes.length;
    }

    @Override
    public int process(int thread) {
        return processes[thread];
    }

    @Override
    public int freeThread(int from, int to) {
        for (int thread : free) {
            if (thread >= from && thread < to) {
                return thread;
            }
        }
        return -1;
    }

    @Override
    public Seed seed() {
        return seed;
    }
}
