package io.partita.workloads.generator;

import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;

/** The threads of a small run: which are free, longest first, and the process that each stands for. */
public abstract class TestThreads implements Generator.Context {

    private final List<Integer> free = new ArrayList<>();
    private final int[] processes;

    protected TestThreads(int threads) {
        processes = new int[threads];
        for (int thread = 0; thread < threads; thread++) {
            processes[thread] = thread;
            free.add(thread);
        }
    }

    /** {@code thread} is busy from now on. */
    protected final void begin(int thread) {
        free.remove(Integer.valueOf(thread));
    }

    /** {@code thread} is free again, as another process if its operation crashed. */
    protected final void end(int thread, OpType outcome) {
        free.add(thread);
        if (outcome == OpType.INFO) {
            processes[thread] += processes.length;
        }
    }

    @Override
    public final int threads() {
        return processes.length;
    }

    @Override
    public final boolean isFree(int thread) {
        return free.contains(thread);
    }

    @Override
    public final boolean isIdle() {
        return free.size() == processes.length;
    }

    @Override
    public final int process(int thread) {
        return processes[thread];
    }

    @Override
    public final int freeThread(int from, int to) {
        return free.stream()
                .filter(thread -> thread >= from && thread < to)
                .findFirst()
                .orElse(-1);
    }
}
