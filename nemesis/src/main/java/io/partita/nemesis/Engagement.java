package io.partita.nemesis;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultLifecycle;
import io.partita.nemesis.fault.FaultState;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.ledger.Injection;
import io.partita.nemesis.ledger.Ledger;
import io.partita.nemesis.node.DeadMan;
import io.partita.nemesis.proof.Proof;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.CommandResult;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One injection from its intent to its proven end, in the order on which healing after a crash depends:
 *
 * <ol>
 *   <li>the inverse is in the ledger, fsynced;
 *   <li>the inverse and a dead-man's timer are on every node concerned;
 *   <li>the fault is prepared, injected, proven active;
 *   <li>it is ended and proven gone, then the timers go;
 *   <li>the ledger says so. Until then whoever reads it heals again, which changes nothing.
 * </ol>
 *
 * <p>Verbs are called by one thread at a time; {@link #fact()}, {@link #open()} and {@link #armedNodes()} by any.
 */
final class Engagement {

    private static final Logger LOG = LoggerFactory.getLogger(Engagement.class);
    private static final Proof NOT_YET = Proof.of("not measured", Map.of());

    private final String id;
    private final FaultStep step;
    private final Environment environment;
    private final Ledger ledger;

    private FaultLifecycle life;
    private Injection injection;

    private List<String> targets = List.of();
    private String description = "";
    private long injectedAt;
    private long activeAt = -1;
    private long healedAt = -1;
    private Proof active = NOT_YET;
    private Proof gone = NOT_YET;
    private String injectError;
    private String healError;

    private volatile boolean open;
    private volatile FaultRecord fact;

    Engagement(String id, FaultStep step, Environment environment, Ledger ledger) {
        this.id = id;
        this.step = step;
        this.environment = environment;
        this.ledger = ledger;
        this.injectedAt = now();
        publish();
    }

    /** What became of it so far. */
    FaultRecord fact() {
        return fact;
    }

    /** Whether something may be active on nodes that is not proven healed. */
    boolean open() {
        return open;
    }

    /** The nodes that wait for a sign of life. */
    List<String> armedNodes() {
        return open ? injection.nodes() : List.of();
    }

    /** Whether {@code recovery} ends this injection. */
    boolean begunBy(FaultStep recovery) {
        return step.isEndedBy(recovery);
    }

    /** What undoes it, on every node that it touches; of an open one. */
    List<Inverse> inverses() {
        return injection.inverses();
    }

    boolean clashesWith(Injection other) {
        return injection.clashesWith(other);
    }

    /** Records that nothing was done, and why. */
    FaultRecord refuse(String error) {
        injectError = error;
        return publish();
    }

    /** Steps 1 to 3. A fault that could not be injected on every node is ended at once: half a fault is no fault. */
    FaultRecord inject(Fault fault, Injection intent) {
        life = new FaultLifecycle(fault);
        injection = intent;
        targets = fault.targets();
        description = fault.description();
        active = NOT_YET.under(fault.intent());
        ledger.intent(injection, now());
        open = true;
        try {
            arm();
            life.prepare();
            injectedAt = now();
            life.inject();
            long switched = now() - injectedAt;
            active = life.awaitActive().under(fault.intent()).with("injectMs", switched);
            activeAt = active.holds() ? now() : -1;
            injectError = active.holds() ? null : "not proven active: " + active.missing();
            note(() -> ledger.active(id, now(), active));
        } catch (RuntimeException e) {
            LOG.warn("{} {} could not be injected and is ended", id, step.fault(), e);
            injectError = "could not be injected: " + e.getMessage();
            heal();
        }
        return publish();
    }

    /** Steps 4 and 5; may be called again as long as the injection is {@link #open()}. */
    FaultRecord heal() {
        note(() -> ledger.healing(id, now()));
        try {
            if (!gone.holds()) {
                long begin = now();
                gone = end().with("recoverBeganAtMs", begin);
                if (!gone.holds()) {
                    throw new FaultException(gone.missing());
                }
                healedAt = now();
            }
            disarm();
            note(() -> ledger.healed(id, now(), gone));
            healError = null;
            open = false;
        } catch (RuntimeException e) {
            LOG.warn("{} {} is not healed", id, step.fault(), e);
            healError = "not healed: " + e.getMessage();
            note(() -> ledger.broken(id, now(), healError));
        }
        return publish();
    }

    /** A fault whose timers could not be set was never prepared: there is nothing to end. */
    private Proof end() {
        if (life.state() == FaultState.NEW) {
            life.cleanup();
            return Proof.of("", Map.of("touched", false));
        }
        life.recover();
        Proof proof = life.awaitRecovered();
        if (proof.holds()) {
            life.cleanup();
        }
        return proof;
    }

    /** A disk that fails after the intent is written keeps nobody from healing: at worst a healed fault is healed again. */
    private void note(Runnable line) {
        try {
            line.run();
        } catch (UncheckedIOException e) {
            LOG.error("{} {}: the ledger could not be written", id, step.fault(), e);
        }
    }

    private void arm() {
        onNodes(inverse -> DeadMan.arm(
                injection.timer(), inverse.undo(), environment.limits().deadMan()));
    }

    /** A timer that is gone already has ended the fault before its time: the run was not what was planned. */
    private void disarm() {
        String early = onNodes(inverse -> DeadMan.disarm(injection.timer())).entrySet().stream()
                .filter(result -> result.getValue().stdout().contains(DeadMan.ABSENT))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
        if (!early.isEmpty() && injectError == null) {
            injectError = "ended before its time by the dead-man's timer on " + early;
        }
    }

    private Map<String, CommandResult> onNodes(Function<Inverse, Command> command) {
        var byNode = new LinkedHashMap<String, Command>();
        injection.inverses().forEach(inverse -> byNode.put(inverse.node(), command.apply(inverse)));
        return environment.nodes().parallel(injection.nodes(), remote -> remote.requireFast(byNode.get(remote.node())));
    }

    private long now() {
        return environment.clock().millis();
    }

    private FaultRecord publish() {
        String errors =
                Stream.of(injectError, healError).filter(error -> error != null).collect(Collectors.joining("; "));
        fact = new FaultRecord(
                id,
                step.fault(),
                targets,
                description,
                injectedAt,
                activeAt,
                healedAt,
                active.holds(),
                gone.holds(),
                active.data(),
                gone.data(),
                errors.isEmpty() ? null : errors);
        return fact;
    }
}
