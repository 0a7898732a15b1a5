package io.partita.workloads.mesos.observe;

import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.mesos.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The operations that watch a cluster while other things happen. Pure. */
public final class Watching {

    private Watching() {}

    /**
     * Endless observations of masters, Marathons, apps and processes, each kind once in {@code interval} on average; apps
     * through a Marathon drawn anew each time.
     */
    public static Generator all(Site site, Duration interval, long seed) {
        List<Generator> kinds = new ArrayList<>();
        kinds.add(every(interval, seed, new Template(Observer.PROCESSES, null, null)));
        kinds.add(every(interval, seed + 1, new Template(Observer.MASTERS, null, null)));
        if (!site.on(Role.MARATHON).isEmpty()) {
            kinds.add(every(interval, seed + 2, new Template(Observer.MARATHONS, null, null)));
            kinds.add(apps(site, interval, seed + 3));
        }
        return Generators.together(kinds);
    }

    /** Endlessly one observation, once in {@code interval} on average. */
    public static Generator every(Duration interval, long seed, Template what) {
        return Generators.stagger(interval, seed, Generators.stream(seed, (number, random) -> what));
    }

    /** Endlessly all apps through a Marathon drawn anew each time, once in {@code interval} on average. */
    public static Generator apps(Site site, Duration interval, long seed) {
        List<String> marathons = site.on(Role.MARATHON);
        return Generators.stagger(
                interval,
                seed,
                Generators.stream(
                        seed,
                        (number, random) ->
                                new Template(Observer.APPS, null, marathons.get(random.nextInt(marathons.size())))));
    }
}
