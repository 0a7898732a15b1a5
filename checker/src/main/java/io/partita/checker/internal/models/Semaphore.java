package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.List;
import java.util.Optional;

/**
 * A semaphore: {@code acquire n} takes n permits, {@code release n} puts n back; without a value, one. Permits have no
 * owner, and there are never more than at the start.
 */
public final class Semaphore implements Model<Long> {

    private final long permits;

    public Semaphore(long permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("init of semaphore must be its number of permits, not " + permits);
        }
        this.permits = permits;
    }

    @Override
    public String name() {
        return "semaphore";
    }

    @Override
    public List<String> functions() {
        return List.of("acquire", "release");
    }

    /** How many are free. */
    @Override
    public Long initial() {
        return permits;
    }

    @Override
    public Long step(Long free, Operation op) {
        if (op.f().equals("acquire")) {
            return count(op) <= free ? Long.valueOf(free - count(op)) : null;
        }
        return count(op) <= permits - free ? Long.valueOf(free + count(op)) : null;
    }

    @Override
    public String describe(Long free) {
        return "at " + free + " of " + permits + " permits free";
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return op.input() == null || op.input() instanceof Long count && count > 0
                ? Optional.empty()
                : Optional.of(op.f() + " needs a number of permits from 1, or no value for one; not "
                        + Values.show(op.input()));
    }

    /** How many permits {@code op} takes or puts back. */
    public static long count(Operation op) {
        return op.input() == null ? 1 : (Long) op.input();
    }
}
