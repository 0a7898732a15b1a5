package io.partita.workloads.generator.internal;

import java.util.Objects;

/** A line for the log, then exhausted. */
public record Log(String line) implements BuiltIn {

    public Log {
        Objects.requireNonNull(line, "line is null");
    }

    @Override
    public Offer offer(Context context) {
        return new Moved(Nothing.INSTANCE, line);
    }
}
