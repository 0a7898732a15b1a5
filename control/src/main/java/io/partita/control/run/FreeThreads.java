package io.partita.control.run;

/** The client threads that wait for an operation, in the order in which they became free. Not thread-safe. */
final class FreeThreads {

    private final int[] next;
    private final int[] previous;
    private final boolean[] free;
    private int size;

    /** {@code threads} threads, all free, in order. */
    FreeThreads(int threads) {
        // A ring through a sentinel at position `threads`.
        next = new int[threads + 1];
        previous = new int[threads + 1];
        free = new boolean[threads];
        next[threads] = threads;
        previous[threads] = threads;
        for (int thread = 0; thread < threads; thread++) {
            add(thread);
        }
    }

    void add(int thread) {
        int sentinel = free.length;
        int last = previous[sentinel];
        next[last] = thread;
        previous[thread] = last;
        next[thread] = sentinel;
        previous[sentinel] = thread;
        free[thread] = true;
        size++;
    }

    void remove(int thread) {
        next[previous[thread]] = next[thread];
        previous[next[thread]] = previous[thread];
        free[thread] = false;
        size--;
    }

    boolean contains(int thread) {
        return free[thread];
    }

    boolean isFull() {
        return size == free.length;
    }

    /** The thread in {@code [from, to)} that has been free longest, or -1. */
    int longestFree(int from, int to) {
        int sentinel = free.length;
        for (int thread = next[sentinel]; thread != sentinel; thread = next[thread]) {
            if (thread >= from && thread < to) {
                return thread;
            }
        }
        return -1;
    }
}
