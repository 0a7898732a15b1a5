package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.NullRead;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A register: {@code read}, {@code write} and, unless plain, {@code cas [expected, new]}. A compare-and-set that was
 * refused tells nothing, except to the strict register, where the value was then not the expected one.
 */
public final class Register implements Model<Register.Held> {

    /**
     * What the register holds.
     *
     * @param value null if it was never written
     */
    public record Held(Object value) {}

    /** Which of the registers. */
    public enum Kind {
        PLAIN(List.of("read", "write")),
        CAS(List.of("read", "write", "cas")),
        STRICT_CAS(List.of("read", "write", "cas"));

        private final List<String> functions;

        Kind(List<String> functions) {
            this.functions = functions;
        }
    }

    private final String name;
    private final Kind kind;
    private final Held initial;
    private final NullRead nullRead;

    public Register(String name, Kind kind, Object initial, NullRead nullRead) {
        this.name = Objects.requireNonNull(name, "name is null");
        this.kind = Objects.requireNonNull(kind, "kind is null");
        this.initial = new Held(initial);
        this.nullRead = Objects.requireNonNull(nullRead, "nullRead is null");
    }

    @Override
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** What a read of null tells. */
    public NullRead nullRead() {
        return nullRead;
    }

    @Override
    public List<String> functions() {
        return kind.functions;
    }

    @Override
    public Held initial() {
        return initial;
    }

    @Override
    public Held step(Held state, Operation op) {
        return switch (op.f()) {
            case "read" -> tellsNothing(op) || Objects.equals(state.value(), op.output()) ? state : null;
            case "write" -> new Held(op.input());
            default -> cas(state, op);
        };
    }

    private static Held cas(Held state, Operation op) {
        boolean matches = Objects.equals(state.value(), expected(op));
        if (op.outcome() == Outcome.REFUSED) {
            return matches ? null : state;
        }
        return matches ? new Held(replacement(op)) : null;
    }

    @Override
    public String describe(Held state) {
        return state.value() == null ? "never written" : Values.show(state.value());
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        return op.f().equals("cas") && !Values.isPair(op.input())
                ? Optional.of("cas needs [expected, new], not " + Values.show(op.input()))
                : Optional.empty();
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read")
                || op.outcome() == Outcome.REFUSED
                || op.f().equals("cas") && Objects.equals(expected(op), replacement(op));
    }

    @Override
    public Optional<Held> onlyPossibleIn(Operation op) {
        return switch (op.f()) {
            case "read" -> tellsNothing(op) ? Optional.empty() : Optional.of(new Held(op.output()));
            case "cas" -> op.outcome() == Outcome.REFUSED ? Optional.empty() : Optional.of(new Held(expected(op)));
            default -> Optional.empty();
        };
    }

    @Override
    public boolean overwrites(Operation op) {
        return op.f().equals("write");
    }

    @Override
    public boolean observesRefusal(Operation op) {
        return kind == Kind.STRICT_CAS && op.f().equals("cas");
    }

    /** Whether {@code op} is a read whose answer is not known. */
    public boolean tellsNothing(Operation op) {
        return op.f().equals("read") && (op.outcome() != Outcome.OK || op.output() == null && nullRead == NullRead.ANY);
    }

    /** What a compare-and-set expects to find. */
    public static Object expected(Operation cas) {
        return Values.first(cas.input());
    }

    /** What a compare-and-set leaves behind. */
    public static Object replacement(Operation cas) {
        return Values.second(cas.input());
    }

    /**
     * A crashed write matters only if its value is wanted: read, or expected by a compare-and-set that succeeded, or by
     * a crashed one whose own new value is wanted. Whoever wants nothing of it is legal without it, except a refusal
     * that was observed: any other value may explain it.
     */
    @Override
    public Predicate<Operation> couldMatter(List<Operation> operations) {
        Set<Object> wanted = new HashSet<>();
        for (Operation op : operations) {
            if (op.outcome() == Outcome.REFUSED) {
                return any -> true;
            }
            if (op.outcome() == Outcome.OK && op.f().equals("read") && !tellsNothing(op)) {
                wanted.add(op.output());
            } else if (op.outcome() == Outcome.OK && op.f().equals("cas")) {
                wanted.add(expected(op));
            }
        }
        List<Operation> crashed = operations.stream()
                .filter(op -> op.outcome() == Outcome.UNKNOWN && op.f().equals("cas"))
                .toList();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Operation cas : crashed) {
                grown |= wanted.contains(replacement(cas)) && wanted.add(expected(cas));
            }
        }
        return op -> op.f().equals("cas") ? wanted.contains(replacement(op)) : wanted.contains(op.input());
    }
}
