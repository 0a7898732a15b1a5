package io.partita.nemesis;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.ledger.EachNode;
import io.partita.nemesis.ledger.Injection;
import io.partita.nemesis.ledger.Ledger;
import io.partita.nemesis.node.Sweep;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.RemoteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nemesis: one {@link Engagement} for each injection, numbered {@code f1}, {@code f2}, …
 *
 * <p>Safe for use by several threads; calls are done one after another, so {@link #healAll()} from a shutdown hook waits
 * for the step under way, which an interrupt shortens.
 */
public final class DefaultNemesis implements Nemesis {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultNemesis.class);
    private static final int HEAL_ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Environment environment;
    private final FaultCatalog catalog;
    private final Ledger ledger;
    private final String timerPrefix;
    private final Heartbeat heartbeat;
    private final List<Engagement> engagements = new CopyOnWriteArrayList<>();
    private boolean closed;

    private DefaultNemesis(Environment environment, FaultCatalog catalog, Ledger ledger, boolean beating) {
        this.environment = environment;
        this.catalog = catalog;
        this.ledger = ledger;
        // Two runs on the same nodes must not take each other's timers for their own.
        this.timerPrefix = Integer.toHexString(ledger.file().toAbsolutePath().hashCode()) + "-";
        this.heartbeat = beating ? new Heartbeat(environment, this::armed) : null;
    }

    /** A nemesis with all faults of {@code catalog} that writes the ledger {@code ledger}. */
    public static DefaultNemesis create(Environment environment, Path ledger, FaultCatalog catalog) {
        return new DefaultNemesis(environment, catalog, Ledger.open(ledger), true);
    }

    /** A nemesis with all faults on the class path that writes the ledger {@code ledger}. */
    public static DefaultNemesis create(Environment environment, Path ledger) {
        return create(environment, ledger, FaultCatalog.load(DefaultNemesis.class.getClassLoader()));
    }

    /** A nemesis without a thread of its own, for simulation: the nodes hear no heartbeat. */
    public static DefaultNemesis withoutHeartbeat(Environment environment, Path ledger, FaultCatalog catalog) {
        return new DefaultNemesis(environment, catalog, Ledger.open(ledger), false);
    }

    @Override
    public synchronized FaultRecord perform(FaultStep step) {
        return switch (step.action()) {
            case INJECT -> inject(step);
            case RECOVER -> recover(step);
        };
    }

    private FaultRecord inject(FaultStep step) {
        String id = "f" + (engagements.size() + 1);
        var engagement = new Engagement(id, step, environment, ledger);
        engagements.add(engagement);
        try {
            FaultKind kind = catalog.get(step.fault());
            if (kind.availability(environment) instanceof Availability.Unavailable no) {
                return engagement.refuse("not available: " + no.reason());
            }
            Fault fault = kind.create(environment.holding(held()), new Random(step.seed()));
            var injection = new Injection(id, fault.name(), fault.description(), timerPrefix + id, fault.inverses());
            Optional<String> clash = clash(injection);
            if (clash.isPresent()) {
                return engagement.refuse("not injected: " + clash.get() + " is active on the same objects");
            }
            return engagement.inject(fault, injection);
        } catch (RuntimeException e) {
            LOG.warn("{} {} could not be made", id, step.fault(), e);
            return engagement.refuse(e.getMessage());
        }
    }

    /** Ends the injection that {@code step} is about: of several, such as one that was refused, the last that is open. */
    private FaultRecord recover(FaultStep step) {
        Engagement begun = null;
        for (Engagement engagement : engagements) {
            if (engagement.begunBy(step) && (begun == null || engagement.open() || !begun.open())) {
                begun = engagement;
            }
        }
        if (begun == null) {
            begun = new Engagement("f" + (engagements.size() + 1), step, environment, ledger);
            return begun.refuse("step " + step.number() + " ends a fault that was never injected");
        }
        return begun.open() ? heal(begun) : begun.fact();
    }

    @Override
    public synchronized List<FaultRecord> healAll() {
        var changed = new ArrayList<FaultRecord>();
        for (int i = engagements.size() - 1; i >= 0; i--) {
            if (engagements.get(i).open()) {
                changed.add(heal(engagements.get(i)));
            }
        }
        return changed;
    }

    private FaultRecord heal(Engagement engagement) {
        for (int attempt = 1; attempt < HEAL_ATTEMPTS; attempt++) {
            FaultRecord fact = engagement.heal();
            if (!engagement.open() || Thread.currentThread().isInterrupted()) {
                return fact;
            }
            LOG.warn("{} {} is not healed, trying again: {}", fact.id(), fact.name(), fact.error());
            environment.clock().sleep(BETWEEN_ATTEMPTS);
        }
        return engagement.heal();
    }

    @Override
    public List<FaultRecord> records() {
        return engagements.stream().map(Engagement::fact).toList();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        healAll();
        if (heartbeat != null) {
            heartbeat.close();
        }
        sweep();
        ledger.close();
    }

    /** After every fault is healed the nodes hold nothing of ours; this makes sure, also of what an earlier run left. */
    private void sweep() {
        environment.host().ifPresent(this::sweepHost);
        var swept =
                EachNode.of(environment.nodes(), environment.nodes().names(), remote -> remote.run(Sweep.command()));
        swept.failures().forEach((node, failure) -> LOG.error("{} could not be swept: {}", node, failure.getMessage()));
        swept.results().forEach((node, result) -> {
            if (!result.succeeded()) {
                LOG.error("{} is not clean: {}{}; run `control heal --all`", node, result.stdout(), result.stderr());
            } else if (!result.stdout().isBlank()) {
                LOG.warn("{} was not clean; removed: {}", node, result.stdout().strip());
            }
        });
    }

    private void sweepHost(NodeHost host) {
        try {
            String found =
                    host.machine().require(Sweep.ofHost(host.directory())).stdout();
            if (!found.isBlank()) {
                LOG.warn("the machine that carries the nodes was not clean; removed: {}", found.strip());
            }
        } catch (RemoteException e) {
            LOG.error("the machine that carries the nodes is not clean; run `control heal --all`", e);
        }
    }

    private Optional<String> clash(Injection wanted) {
        return engagements.stream()
                .filter(Engagement::open)
                .filter(engagement -> engagement.clashesWith(wanted))
                .map(DefaultNemesis::words)
                .findFirst();
    }

    /** Which active fault owns what on each node. */
    private Map<String, Map<String, String>> held() {
        Map<String, Map<String, String>> held = new TreeMap<>();
        for (Engagement engagement : engagements) {
            if (engagement.open()) {
                engagement
                        .inverses()
                        .forEach(inverse -> inverse.objects()
                                .forEach(object -> held.computeIfAbsent(inverse.node(), node -> new TreeMap<>())
                                        .put(object, words(engagement))));
            }
        }
        return held;
    }

    private static String words(Engagement engagement) {
        return engagement.fact().id() + " (" + engagement.fact().name() + ")";
    }

    private List<Inverse> armed() {
        return engagements.stream()
                .filter(Engagement::open)
                .map(Engagement::armed)
                .flatMap(List::stream)
                .toList();
    }
}
