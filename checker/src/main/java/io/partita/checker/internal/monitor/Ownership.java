package io.partita.checker.internal.monitor;

import io.partita.checker.internal.models.OwnedMutex;
import io.partita.checker.internal.models.OwnedMutex.Kind;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Decides locks with owners in O(n log n), when every owner does one thing at a time and nothing after an operation of
 * unknown outcome.
 *
 * <p>Each owner's own order is then known, and with it what it did while it held the lock: from the acquire that found
 * the lock free to the release that freed it. Nobody else can come between these, so they are one of the {@link Blocks};
 * an owner that never let go has a block without end. Fencing tokens give the blocks their order, and what is left to
 * see is whether real time allows that one.
 *
 * <p>An owner's last operation may have crashed. If it is an acquire, leaving it out only frees the lock; if it is the
 * release that would free the lock, having it happen does.
 */
final class Ownership implements Monitor {

    private static final int NONE = -1;

    /** How far an owner is. */
    private static final class Owner {
        private int latest = NONE;
        private int holds;
        private int block;
    }

    private final OwnedMutex model;
    private final Part part;
    private final Map<Object, Owner> owners = new HashMap<>();
    /** By block: the acquire that began it, and the release that ended it or {@link #NONE}. */
    private final int[] begins;

    private final int[] ends;
    private int blocks;
    private boolean possible = true;
    private int conflict = Part.NEVER;

    private Ownership(OwnedMutex model, Part part) {
        this.model = model;
        this.part = part;
        begins = new int[part.size()];
        ends = new int[part.size()];
    }

    /** The method for {@code part}, if it may be used: the order of every owner's operations and all tokens are known. */
    static Optional<Ownership> of(Model<?> model, Part part) {
        if (!(model instanceof OwnedMutex mutex)) {
            return Optional.empty();
        }
        Ownership method = new Ownership(mutex, part);
        return IntStream.range(0, part.size()).allMatch(method::follow) ? Optional.of(method) : Optional.empty();
    }

    /** Moves the owner of {@code op} on; false if the order of its operations or a token is not known. */
    private boolean follow(int op) {
        Operation operation = part.operations().get(op);
        Owner owner = owners.computeIfAbsent(OwnedMutex.owner(operation), name -> new Owner());
        if (owner.latest != NONE && !part.precedes(owner.latest, op)) {
            return false;
        }
        owner.latest = op;
        if (operation.f().equals("release")) {
            release(owner, op);
            return true;
        }
        if (!part.crashed(op)) {
            acquire(owner, op);
            return model.kind() != Kind.FENCED || OwnedMutex.token(operation).isPresent();
        }
        return true;
    }

    private void acquire(Owner owner, int op) {
        possible &= owner.holds == 0 || model.kind() == Kind.REENTRANT;
        if (owner.holds++ == 0) {
            owner.block = blocks++;
            begins[owner.block] = op;
            ends[owner.block] = NONE;
        }
    }

    private void release(Owner owner, int op) {
        possible &= owner.holds > 0 || part.crashed(op);
        if (owner.holds > 0 && --owner.holds == 0) {
            ends[owner.block] = op;
        }
    }

    @Override
    public boolean linearizable() {
        return possible && (model.kind() == Kind.FENCED ? tokensFollowTime() : blocksFollowTime());
    }

    @Override
    public OptionalInt hint() {
        return Monitor.hintAt(conflict);
    }

    private boolean blocksFollowTime() {
        Blocks zones = new Blocks(blocks);
        for (int b = 0; b < blocks; b++) {
            zones.add(
                    part.returns()[begins[b]],
                    lastInvocation(b),
                    part.returns()[ends[b] == NONE ? begins[b] : ends[b]]);
        }
        boolean ordered = zones.canBeOrdered();
        conflict = zones.conflict();
        return ordered;
    }

    private boolean tokensFollowTime() {
        int[] order = IntStream.range(0, blocks)
                .boxed()
                .sorted(Comparator.comparingLong(this::token))
                .mapToInt(Integer::intValue)
                .toArray();
        long token = model.initial().token();
        int latest = NONE;
        for (int b : order) {
            if (token(b) <= token || part.returns()[begins[b]] < latest) {
                return false;
            }
            token = token(b);
            latest = Math.max(latest, part.invocations()[begins[b]]);
            if (ends[b] != NONE && part.returns()[ends[b]] < latest) {
                return false;
            }
            latest = Math.max(latest, lastInvocation(b));
        }
        return true;
    }

    private int lastInvocation(int block) {
        return ends[block] == NONE ? Part.NEVER : part.invocations()[ends[block]];
    }

    private long token(int block) {
        return OwnedMutex.token(part.operations().get(begins[block])).orElseThrow();
    }
}
