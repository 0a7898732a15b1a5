package io.partita.testbed.master;

import io.partita.testbed.master.allocation.Allocation;
import io.partita.testbed.master.allocation.Claim;
import io.partita.testbed.master.allocation.Grant;
import io.partita.testbed.master.allocation.Supply;
import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.Cluster;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.metrics.Sample;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes offers once every interval, minding what frameworks declined and whether they want offers at all. */
final class Allocator {

    private static final int MOST_OFFERS = 50;

    /** What a framework declined on an agent, and until when it is not to be offered again. */
    private record Filter(Resources declined, long until) {}

    private record FilterKey(String frameworkId, String agentId) {}

    private final Context context;
    private final Offers offers;
    private final Maintenance maintenance;
    private final Predicate<AgentEntry> offerable;
    private final Map<FilterKey, Filter> filters = new HashMap<>();
    private final Set<String> suppressed = new HashSet<>();
    /** How many offers each framework has had. */
    private final Map<String, Long> served = new HashMap<>();

    private final Sample runMillis = new Sample();

    /** @param offerable whether an agent's resources may be offered now */
    Allocator(Context context, Offers offers, Maintenance maintenance, Predicate<AgentEntry> offerable) {
        this.context = context;
        this.offers = offers;
        this.maintenance = maintenance;
        this.offerable = offerable;
    }

    void start() {
        context.loop().every(context.settings().duration(Knob.ALLOCATION_INTERVAL), this::round);
    }

    /** A framework left {@code resources} of an agent unused. Negative seconds mean the default. */
    void declined(String frameworkId, String agentId, Resources resources, double refuseSeconds) {
        Duration time = refuseSeconds < 0
                ? context.settings().duration(Knob.REFUSE_SECONDS)
                : context.settings().scaledSeconds(Math.min(refuseSeconds, 31_536_000));
        if (!time.isZero()) {
            filters.put(
                    new FilterKey(frameworkId, agentId),
                    new Filter(resources, context.loop().nanos() + time.toNanos()));
        }
    }

    void revive(String frameworkId) {
        suppressed.remove(frameworkId);
        filters.keySet().removeIf(key -> key.frameworkId().equals(frameworkId));
    }

    /** A framework is removed. */
    void forget(String frameworkId) {
        revive(frameworkId);
        served.remove(frameworkId);
    }

    void suppress(String frameworkId) {
        suppressed.add(frameworkId);
    }

    /** How many things the frameworks of a role do not want to see now. */
    long activeFilters(String role) {
        return filters.keySet().stream()
                .map(key -> context.cluster().frameworks().get(key.frameworkId()))
                .filter(framework ->
                        framework != null && role.equals(framework.info().role()))
                .count();
    }

    Sample runMillis() {
        return runMillis;
    }

    private void round() {
        long began = context.loop().nanos();
        context.counters().count("allocator/mesos/allocation_runs");
        filters.values().removeIf(filter -> filter.until() <= began);
        Cluster cluster = context.cluster();
        List<Supply> supplies = cluster.agents().values().stream()
                .filter(offerable)
                .map(agent -> new Supply(agent.id(), agent.info().resources(), free(agent)))
                .toList();
        List<Claim> claims = cluster.frameworks().values().stream()
                .filter(this::wantsOffers)
                .map(framework -> new Claim(
                        framework.id(),
                        framework.used().plus(cluster.offeredTo(framework.id())),
                        served.getOrDefault(framework.id(), 0L),
                        (agent, resources) -> refuses(framework.id(), agent, resources)))
                .toList();
        Allocation.round(supplies, claims).forEach(this::offer);
        if (context.settings().has(Bug.B18) && claims.size() > 1) {
            claims.forEach(claim -> Allocation.round(withOffered(supplies, claim), List.of(claim))
                    .forEach(this::offer));
        }
        runMillis.add((context.loop().nanos() - began) / 1e6);
    }

    private void offer(Grant grant) {
        served.merge(grant.frameworkId(), 1L, Long::sum);
        Cluster cluster = context.cluster();
        AgentEntry agent = cluster.agents().get(grant.agentId());
        FrameworkEntry framework = cluster.frameworks().get(grant.frameworkId());
        offers.make(
                framework,
                agent,
                grant.resources(),
                maintenance.unavailability(agent.info()).orElse(null));
    }

    private Resources free(AgentEntry agent) {
        Cluster cluster = context.cluster();
        Resources left = agent.info().resources().minus(cluster.offeredOn(agent.id()));
        return context.settings().has(Bug.B19) ? left : left.minus(cluster.usedOn(agent.id()));
    }

    /** With bug B18: as if nothing were on offer to anybody but this framework. */
    private List<Supply> withOffered(List<Supply> supplies, Claim claim) {
        Cluster cluster = context.cluster();
        return supplies.stream()
                .filter(supply -> cluster.offers().values().stream()
                        .noneMatch(offer -> offer.agentId().equals(supply.agentId())
                                && offer.frameworkId().equals(claim.frameworkId())))
                .map(supply -> new Supply(
                        supply.agentId(), supply.total(), supply.total().minus(cluster.usedOn(supply.agentId()))))
                .toList();
    }

    private boolean wantsOffers(FrameworkEntry framework) {
        long outstanding = context.cluster().offers().values().stream()
                .filter(offer -> offer.frameworkId().equals(framework.id()))
                .count();
        return framework.isActive() && !suppressed.contains(framework.id()) && outstanding < MOST_OFFERS;
    }

    private boolean refuses(String frameworkId, String agentId, Resources resources) {
        Filter filter = filters.get(new FilterKey(frameworkId, agentId));
        return filter != null && filter.declined().contains(resources);
    }
}
