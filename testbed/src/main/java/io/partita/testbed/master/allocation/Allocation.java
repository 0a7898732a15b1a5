package io.partita.testbed.master.allocation;

import io.partita.testbed.messages.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One round of offers by dominant resource fairness (Ghodsi and others, 2011): every agent's free resources go, as one
 * offer, to whoever has the smallest dominant share, which is the largest part of any one resource of the cluster that
 * a framework holds. What is granted counts at once. Of equals, it is whoever has had fewer offers, so that one that
 * declines everything does not keep others from being asked.
 */
public final class Allocation {

    private static final double LEAST_CPUS = 0.01;
    private static final double LEAST_MEM = 32;

    private Allocation() {}

    /** Who is offered what. */
    public static List<Grant> round(List<Supply> supplies, List<Claim> claims) {
        Resources total = supplies.stream().map(Supply::total).reduce(Resources.NONE, Resources::plus);
        Map<String, Resources> held = new HashMap<>();
        claims.forEach(claim -> held.put(claim.frameworkId(), claim.held()));
        List<Grant> grants = new ArrayList<>();
        for (Supply supply : supplies) {
            if (!isWorthOffering(supply.free())) {
                continue;
            }
            claims.stream()
                    .filter(claim -> !claim.refuses().test(supply.agentId(), supply.free()))
                    .min(Comparator.<Claim>comparingDouble(claim -> dominantShare(held.get(claim.frameworkId()), total))
                            .thenComparingLong(claim -> claim.served() + granted(grants, claim)))
                    .ifPresent(winner -> {
                        held.merge(winner.frameworkId(), supply.free(), Resources::plus);
                        grants.add(new Grant(supply.agentId(), winner.frameworkId(), supply.free()));
                    });
        }
        return grants;
    }

    /** The largest part of any one resource. */
    public static double dominantShare(Resources held, Resources total) {
        return Math.max(
                part(held.cpus(), total.cpus()),
                Math.max(part(held.mem(), total.mem()), part(held.disk(), total.disk())));
    }

    private static long granted(List<Grant> grants, Claim claim) {
        return grants.stream()
                .filter(grant -> grant.frameworkId().equals(claim.frameworkId()))
                .count();
    }

    private static boolean isWorthOffering(Resources free) {
        return free.cpus() >= LEAST_CPUS || free.mem() >= LEAST_MEM;
    }

    private static double part(double held, double total) {
        return total <= 0 ? 0 : held / total;
    }
}
