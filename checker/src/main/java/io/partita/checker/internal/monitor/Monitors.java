package io.partita.checker.internal.monitor;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.List;
import java.util.Optional;

/** Which {@link Monitor} decides which part. */
public final class Monitors {

    private interface Method {
        /** The monitor for {@code part}, if its preconditions hold. */
        Optional<? extends Monitor> of(Model<?> model, Part part);
    }

    private static final List<Method> METHODS = List.of(
            UniqueWrites::of,
            QueueOrder::of,
            NoOrder::of,
            PriorityOrder::of,
            StackOrder::of,
            ReadChain::of,
            Permits::of,
            Ownership::of,
            Increments::of,
            Appends::of,
            Offsets::of);

    private Monitors() {}

    /** The first monitor that may decide {@code part}; empty if it must be searched. */
    public static Optional<Monitor> of(Model<?> model, Part part) {
        for (Method method : METHODS) {
            Optional<? extends Monitor> monitor = method.of(model, part);
            if (monitor.isPresent()) {
                return Optional.of(monitor.get());
            }
        }
        return Optional.empty();
    }
}
