package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;

/** Restricts a generator to a range of threads: it sees others as busy and no events of theirs. */
public record OnThreads(int from, int to, Generator generator) implements Wrapper {

    public OnThreads {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no thread lies in [" + from + ", " + to + ")");
        }
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new OnThreads(from, to, other);
    }

    @Override
    public Offer inner(Context context) {
        if (from < context.from() || to > context.to()) {
            throw GeneratorException.configuration(this, shortage(context));
        }
        return Ask.offer(this, Ask.ONLY, generator, View.of(context, from, to));
    }

    private String shortage(Context context) {
        String wanted = View.range(from, to) + " are wanted, but ";
        return context.from() == 0 && context.to() == context.threads()
                ? wanted + "there are only " + context.threads() + ": raise --concurrency"
                : wanted + "the generator around it leaves only " + View.range(context.from(), context.to())
                        + ": numbers count all threads of the run";
    }

    @Override
    public Generator update(Context context, Op event) {
        if (!event.isNemesis()) {
            int thread = context.thread(event.process());
            if (thread < from || thread >= to) {
                return this;
            }
        }
        Generator updated = Ask.update(this, Ask.ONLY, generator, View.of(context, from, to), event);
        return updated == generator ? this : with(updated);
    }
}
