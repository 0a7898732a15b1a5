package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import io.partita.testbed.marathon.orchestration.Constraints.Location;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * An instance that an offer has room for. {@link #match} finds them; it draws ports, and is pure otherwise.
 *
 * @param app what is launched: the newest definition of the same configuration
 * @param ports one for each of the app's, in order
 * @param resources what is taken out of the offer
 */
record Placement(Instance instance, AppDefinition app, List<Integer> ports, Resources resources) {

    /** An instance that waits, and the definition to launch it by. */
    record Candidate(Instance instance, AppDefinition app) {}

    /**
     * What of {@code waiting}, in this order, is to be launched on {@code offer}: at most {@code limit}.
     *
     * @param placed where the instances of an app and its configuration are
     */
    static List<Placement> match(
            Offer offer,
            List<Candidate> waiting,
            Function<AppDefinition, Collection<Location>> placed,
            int limit,
            RandomGenerator random) {
        List<Placement> placements = new ArrayList<>();
        Map<AppDefinition, List<Location>> locations = new HashMap<>();
        Resources left = offer.resources();
        for (Candidate candidate : waiting) {
            if (placements.size() == limit) {
                break;
            }
            AppDefinition app = candidate.app();
            List<Location> there = locations.computeIfAbsent(app, key -> new ArrayList<>(placed.apply(key)));
            if (!Constraints.allow(app.constraints(), Location.of(offer), there)) {
                continue;
            }
            Optional<List<Integer>> ports = ports(app, left, random);
            if (ports.isEmpty()) {
                continue;
            }
            Resources needed = resources(app, ports.get());
            if (left.contains(needed)) {
                placements.add(new Placement(candidate.instance(), app, ports.get(), needed));
                left = left.minus(needed);
                there.add(Location.of(offer));
            }
        }
        return placements;
    }

    private static Resources resources(AppDefinition app, List<Integer> ports) {
        return new Resources(
                app.cpus(),
                app.mem(),
                app.disk(),
                ports.stream().map(port -> new PortRange(port, port)).toList());
    }

    /** Random free ports, or with requirePorts those that the app names; empty if there are not enough. */
    private static Optional<List<Integer>> ports(AppDefinition app, Resources left, RandomGenerator random) {
        List<Integer> free = new ArrayList<>();
        for (PortRange range : left.ports()) {
            for (int port = range.begin(); port <= range.end(); port++) {
                free.add(port);
            }
        }
        List<Integer> ports = new ArrayList<>();
        if (app.requirePorts()) {
            for (PortDefinition definition : app.portDefinitions()) {
                if (definition.port() != 0 && !free.remove((Integer) definition.port())) {
                    return Optional.empty();
                }
            }
        }
        for (PortDefinition definition : app.portDefinitions()) {
            if (app.requirePorts() && definition.port() != 0) {
                ports.add(definition.port());
            } else if (free.isEmpty()) {
                return Optional.empty();
            } else {
                ports.add(free.remove(random.nextInt(free.size())));
            }
        }
        return Optional.of(ports);
    }
}
