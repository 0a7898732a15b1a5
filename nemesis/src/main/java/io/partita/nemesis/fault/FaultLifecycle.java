package io.partita.nemesis.fault;

import io.partita.nemesis.proof.Proof;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A fault whose verbs can only be said in an order that makes sense.
 *
 * <pre>
 *  verb            allowed in                  success leads to   failure leads to
 *  prepare         NEW                         READY              BROKEN
 *  inject          READY                       ACTIVE             BROKEN
 *  awaitActive     ACTIVE                      ACTIVE             ACTIVE  (it only reads)
 *  recover         ACTIVE, ENDING, BROKEN      ENDING             BROKEN
 *  awaitRecovered  ENDING                      HEALED             BROKEN  (also when the proof does not hold)
 *  cleanup         NEW, READY, HEALED          REMOVED            BROKEN
 * </pre>
 *
 * From BROKEN only {@code recover} leads on: a fault that may be active is never merely forgotten. Any other move throws
 * {@link IllegalStateException} and touches no node. For use by one thread.
 */
public final class FaultLifecycle {

    private final Fault fault;
    private FaultState state = FaultState.NEW;

    public FaultLifecycle(Fault fault) {
        this.fault = Objects.requireNonNull(fault, "fault is null");
    }

    public Fault fault() {
        return fault;
    }

    public FaultState state() {
        return state;
    }

    public void prepare() {
        move("prepare", EnumSet.of(FaultState.NEW), FaultState.READY, fault::prepare);
    }

    public void inject() {
        move("inject", EnumSet.of(FaultState.READY), FaultState.ACTIVE, fault::inject);
    }

    public Proof awaitActive() {
        require("awaitActive", EnumSet.of(FaultState.ACTIVE));
        return fault.awaitActive();
    }

    public void recover() {
        move(
                "recover",
                EnumSet.of(FaultState.ACTIVE, FaultState.ENDING, FaultState.BROKEN),
                FaultState.ENDING,
                fault::recover);
    }

    public Proof awaitRecovered() {
        require("awaitRecovered", EnumSet.of(FaultState.ENDING));
        Proof proof = orBroken(fault::awaitRecovered);
        state = proof.holds() ? FaultState.HEALED : FaultState.BROKEN;
        return proof;
    }

    public void cleanup() {
        move(
                "cleanup",
                EnumSet.of(FaultState.NEW, FaultState.READY, FaultState.HEALED),
                FaultState.REMOVED,
                fault::cleanup);
    }

    private void move(String verb, Set<FaultState> from, FaultState to, Runnable action) {
        require(verb, from);
        orBroken(() -> {
            action.run();
            return null;
        });
        state = to;
    }

    private void require(String verb, Set<FaultState> allowed) {
        if (!allowed.contains(state)) {
            throw new IllegalStateException(
                    fault.name() + " is " + state + ": " + verb + " is allowed only in " + allowed);
        }
    }

    private <T> T orBroken(Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException | Error e) {
            state = FaultState.BROKEN;
            throw e;
        }
    }
}
