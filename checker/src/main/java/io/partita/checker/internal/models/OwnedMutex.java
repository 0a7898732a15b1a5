package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A lock that only its owner may release. {@code acquire} and {@code release} carry the owner's name as their value, or
 * a map with the name under {@code client}, as in Jepsen's tests of Hazelcast. A fenced mutex answers an acquire with a
 * token (a whole number, or a map that has it under {@code fence}) greater than every token before.
 *
 * <p>An acquisition of unknown outcome, or whose answer says nothing, used up a token that nobody knows: the next one is
 * greater by two at least.
 */
public final class OwnedMutex implements Model<OwnedMutex.State> {

    /**
     * Who holds the lock.
     *
     * @param owner null when it is free, or for a fenced mutex without named owners
     * @param holds how many times it was acquired and not yet released
     * @param token no token up to this one can be given any more
     */
    public record State(Object owner, int holds, long token) {}

    /** Which of the locks. */
    public enum Kind {
        OWNED("owned-mutex"),
        REENTRANT("reentrant-mutex"),
        FENCED("fenced-mutex");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    private static final long NO_TOKEN = Long.MIN_VALUE;

    private final Kind kind;
    private final State initial;

    private OwnedMutex(Kind kind, long token) {
        this.kind = kind;
        this.initial = new State(null, 0, token);
    }

    public static OwnedMutex owned() {
        return new OwnedMutex(Kind.OWNED, NO_TOKEN);
    }

    public static OwnedMutex reentrant() {
        return new OwnedMutex(Kind.REENTRANT, NO_TOKEN);
    }

    /** @param token the last one given before the history; empty if any may be the first */
    public static OwnedMutex fenced(Optional<Long> token) {
        return new OwnedMutex(Kind.FENCED, token.orElse(NO_TOKEN));
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return kind.name;
    }

    @Override
    public List<String> functions() {
        return List.of("acquire", "release");
    }

    @Override
    public State initial() {
        return initial;
    }

    @Override
    public State step(State state, Operation op) {
        boolean mine = state.holds() > 0 && Objects.equals(state.owner(), owner(op));
        if (op.f().equals("release")) {
            return mine ? new State(state.holds() == 1 ? null : state.owner(), state.holds() - 1, state.token()) : null;
        }
        if (state.holds() > 0 && !(mine && kind == Kind.REENTRANT)) {
            return null;
        }
        if (kind != Kind.FENCED) {
            return new State(owner(op), state.holds() + 1, state.token());
        }
        // The least token that an unknown one can have been leaves the most to those that follow.
        long token = token(op).orElse(state.token() + 1);
        return token > state.token() ? new State(owner(op), 1, token) : null;
    }

    @Override
    public String describe(State state) {
        String holder = state.holds() == 0
                ? "free"
                : "held"
                        + (state.owner() == null ? "" : " by " + Values.show(state.owner()))
                        + (kind == Kind.REENTRANT
                                ? ", " + state.holds() + (state.holds() == 1 ? " hold" : " holds")
                                : "");
        return state.token() == NO_TOKEN
                ? holder
                : holder + (state.holds() > 0 ? " with token " : " after token ") + state.token();
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        if (kind != Kind.FENCED && owner(op) == null) {
            return Optional.of(op.f() + " of " + name()
                    + " needs the owner's name as its value (use mutex for a lock without owners)");
        }
        boolean answered = kind == Kind.FENCED && op.f().equals("acquire") && op.outcome() == Outcome.OK;
        if (answered && fence(op) != null && !(fence(op) instanceof Long)) {
            return Optional.of(
                    "acquire of a fenced-mutex answers its token, a whole number, not " + Values.show(op.output()));
        }
        return Optional.empty();
    }

    /** Who asks, or null. */
    public static Object owner(Operation op) {
        return op.input() instanceof Map<?, ?> map ? map.get("client") : op.input();
    }

    /** The token that an acquire answered, if it is known. */
    public static Optional<Long> token(Operation acquire) {
        return acquire.outcome() == Outcome.OK ? Optional.ofNullable((Long) fence(acquire)) : Optional.empty();
    }

    private static Object fence(Operation acquire) {
        return acquire.output() instanceof Map<?, ?> map ? map.get("fence") : acquire.output();
    }

    /** Whoever never tries to release can be thought not to have acquired: that only blocked the others. */
    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        Set<Optional<Object>> releasing = operations.stream()
                .filter(op -> op.f().equals("release"))
                .map(op -> Optional.ofNullable(owner(op)))
                .collect(Collectors.toSet());
        return op -> op.f().equals("release") || releasing.contains(Optional.ofNullable(owner(op)));
    }
}
