package io.partita.workloads.generator;

import io.partita.checker.history.Op;

/** Restricts a generator to a range of threads: it sees others as busy and no events of theirs. */
record OnThreads(int from, int to, Generator generator) implements Generator {

    OnThreads {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no thread lies in [" + from + ", " + to + ")");
        }
    }

    @Override
    public Offer offer(Context context) {
        if (to > context.threads()) {
            throw new IllegalArgumentException("threads " + from + " to " + (to - 1)
                    + " are wanted, but there are only " + context.threads() + ": raise --concurrency");
        }
        Offer offer = generator.offer(new Range(context, from, to));
        return offer instanceof Ready ready
                ? new Ready(ready.time(), ready.invocation(), new OnThreads(from, to, ready.rest()))
                : offer;
    }

    @Override
    public Generator update(Context context, Op event) {
        if (event.isNemesis()) {
            return this;
        }
        int thread = context.thread(event.process());
        if (thread < from || thread >= to) {
            return this;
        }
        Generator updated = generator.update(new Range(context, from, to), event);
        return updated == generator ? this : new OnThreads(from, to, updated);
    }

    private record Range(Context context, int from, int to) implements Context {

        @Override
        public long time() {
            return context.time();
        }

        @Override
        public int threads() {
            return context.threads();
        }

        @Override
        public boolean isFree(int thread) {
            return thread >= from && thread < to && context.isFree(thread);
        }

        @Override
        public int process(int thread) {
            return context.process(thread);
        }

        @Override
        public boolean isIdle() {
            for (int thread = from; thread < to; thread++) {
                if (!context.isFree(thread)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int freeThread(int low, int high) {
            int lowest = Math.max(low, from);
            int highest = Math.min(high, to);
            return lowest < highest ? context.freeThread(lowest, highest) : -1;
        }
    }
}
