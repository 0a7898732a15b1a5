package io.partita.workloads.mesos.apps;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.FaultSituations;
import io.partita.workloads.Situation;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.nodes.TaskProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One run of {@link AppsWorkload}. */
final class AppsLoad implements Workload.Load {

    private static final Duration FINAL_LIMIT = Duration.ofSeconds(20);

    /** The final readings ask for the versions of so many apps, the latest. */
    private static final int LATEST = 30;

    private final Workload.Settings settings;
    private final Site site;
    private final AppsOptions options;
    private final Vias vias;
    private final Definitions definitions = new Definitions(TaskProgram.standard());
    private final AppSetup setup;
    private final Leftovers leftovers;
    private final HttpExchange http;
    /** Every app in use, in the order of first use. */
    private final Set<String> used = Collections.synchronizedSet(new LinkedHashSet<>());

    AppsLoad(Workload.Settings settings, Site site, AppsOptions options) {
        this.settings = settings;
        this.site = site;
        this.options = options;
        this.vias = new Vias(site.on(Role.MARATHON), settings.threads());
        this.setup = new AppSetup(site, definitions.program());
        this.leftovers = new Leftovers(site);
        this.http = new HttpExchange(options.limit());
    }

    /** Threads talk to Marathons in turn, wherever those are: a node without one is no place for a client. */
    @Override
    public Client.Factory clients() {
        return (node, process) ->
                new AppClient(site, site.marathon(http, vias.of(process)), definitions, options.force(), used::add);
    }

    @Override
    public void setUp() throws Exception {
        leftovers.delete();
        setup.create(List.of(definitions.anchor()));
    }

    @Override
    public void tearDown() throws Exception {
        try {
            leftovers.delete();
        } finally {
            setup.remove(List.of());
        }
    }

    @Override
    public Generator generator() {
        List<Generator> all = new ArrayList<>();
        for (int slot = 0; slot < options.lasting() + options.apps(); slot++) {
            boolean lasting = slot < options.lasting();
            String name = lasting ? "lasting" + slot : "brief" + (slot - options.lasting());
            long seed = settings.seed() + slot;
            var rules = new AppGenerator.Rules(name, lasting, options.opsPerApp(), options.crashesPerApp());
            all.add(Generators.stagger(options.interval(), ~seed, AppGenerator.start(seed, rules)));
        }
        long seed = settings.seed() - 1;
        all.add(Generators.stagger(
                options.interval(),
                seed,
                Generators.stream(seed, (number, random) -> new Template(Names.LIST, null, null))));
        return Generators.together(all);
    }

    /** Through every Marathon: all apps, then what is kept of the versions of each, then all apps again. */
    @Override
    public Generator finalGenerator() {
        List<String> latest;
        synchronized (used) {
            latest = new ArrayList<>(used);
        }
        Collections.reverse(latest);
        List<String> apps = List.copyOf(latest.subList(0, Math.min(LATEST, latest.size())));
        Generator list = Generators.once(new Template(Names.LIST, null, null));
        Generator versions = Generators.limit(
                apps.size(),
                Generators.stream(0, (number, random) -> new Template(Names.VERSIONS, apps.get((int) number), null)));
        return Generators.timeLimit(
                FINAL_LIMIT,
                Generators.eachThread(vias.inUse().size(), thread -> Generators.phases(List.of(list, versions, list))));
    }

    /** Reads may be answered from memory; whoever acknowledges a change can store it. */
    @Override
    public Optional<Predicate<Op>> servesAgain() {
        return Optional.of(op -> op.type() == OpType.OK && Names.CHANGES.contains(op.f()));
    }

    @Override
    public List<Checker> checkers() {
        boolean classic = site.profile() == Profile.CLASSIC;
        // The last word of a client to the ensemble may be a third of its session old, so two thirds are the least.
        Duration session = site.cluster().timings().duration("marathon.zk.session");
        Duration turn = session.multipliedBy(2).dividedBy(3);
        Overlap overlap = new Overlap(site.bounds().marathonOverlap(), turn, classic);
        return List.of(
                new AppsChecker(options.reads(), overlap, vias),
                new VersionsChecker(vias),
                new AnswersChecker(classic, vias));
    }

    @Override
    public List<Situation> situations() {
        return List.of(
                FaultSituations.caught("changes", Names.CHANGES, vias::of),
                FaultSituations.leaderCutOff("changes", Names.CHANGES),
                FaultSituations.leftOpen("changes", Names.CHANGES));
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return new AppsEvidence(history, vias).missing();
    }
}
