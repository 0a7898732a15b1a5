package io.partita.workloads.mesos.discovery;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Watching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One run of {@link DiscoveryWorkload}. */
final class DiscoveryLoad implements Workload.Load {

    /** Beside the instances that live, those that are gone and still listed, and those on agents that are away. */
    private static final int PLACES_PER_INSTANCE = 6;

    private final Workload.Settings settings;
    private final Site site;
    private final DiscoveryOptions options;
    private final TaskProgram program = TaskProgram.standard();
    private final AppSpec app;
    private final Facts facts;
    private final Observer observer;
    private final HttpExchange http;
    private final Probes probes;

    private Optional<Balancer> balancer = Optional.empty();

    DiscoveryLoad(Workload.Settings settings, Site site, DiscoveryOptions options) {
        this.settings = settings;
        this.site = site;
        this.options = options;
        // A pause that does not grow: each kill is to be judged by itself.
        this.app = AppSpec.of("/web", program.command(TaskMode.serve()), options.instances())
                .withBackoff(Duration.ofSeconds(1), 1.0);
        this.facts = new Facts(
                app.id(),
                site.on(Role.MASTER),
                site.on(Role.AGENT),
                Stream.of(Role.MARATHON, Role.MASTER, Role.DISCOVERY)
                        .flatMap(role -> Sources.of(site, role).stream())
                        .toList(),
                site.bounds(),
                options.observationInterval(),
                site.profile() == Profile.CLASSIC);
        this.observer = new Observer(site, options.answerLimit(), program);
        this.http = new HttpExchange(options.answerLimit());
        this.probes = new Probes(http, this::address);
    }

    private String address(Instance instance) {
        return instance.node() == null
                ? instance.host()
                : site.nodes().inventory().node(instance.node()).address();
    }

    @Override
    public void setUp() throws InterruptedException {
        if (options.balancer()) {
            balancer = Optional.of(
                    new Balancer(Haproxy.start(options.instances() * PLACES_PER_INSTANCE), http, this::address));
        }
        new AppSetup(site, program).create(List.of(app));
    }

    @Override
    public void tearDown() throws InterruptedException {
        balancer.ifPresent(Balancer::close);
        probes.close();
        observer.close();
        new AppSetup(site, program).remove(List.of(app));
    }

    @Override
    public Client.Factory clients() {
        var sources = new Sources(site, http, app.id());
        var client = new DiscoveryClient(site, app.id(), observer, sources, probes, balancer);
        return (node, process) -> client;
    }

    @Override
    public Generator generator() {
        List<Generator> all = new ArrayList<>(watching(settings.seed()));
        all.add(TaskKills.every(options.killInterval(), ~settings.seed(), app.id()));
        return Generators.together(all);
    }

    /** Asks until every source names exactly the tasks that live, then collects what tasks wrote. */
    @Override
    public Generator finalGenerator() {
        var agreed = new Agreed(facts, options.instances());
        return Generators.phases(List.of(
                Generators.timeLimit(
                        Agreement.limit(facts),
                        Generators.until(agreed, Generators.together(watching(settings.seed() + 100)))),
                // What a task wrote last must be later than the last answer about it.
                Generators.limit(2, Watching.every(TaskProgram.BEAT, 0, new Template(Observer.PROCESSES, null, null))),
                Generators.once(new Template(Observer.LEDGER, null, null))));
    }

    private List<Generator> watching(long seed) {
        List<Generator> all = new ArrayList<>();
        for (Role role : facts.roles()) {
            all.add(asking(role, seed + role.ordinal()));
        }
        if (options.balancer()) {
            all.add(Watching.every(
                    options.requestInterval(), seed + 10, new Template(DiscoveryClient.REQUEST, app.id(), null)));
        }
        all.add(Watching.every(
                options.watchInterval().multipliedBy(2),
                seed + 11,
                new Template(DiscoveryClient.PROBE, app.id(), null)));
        for (String observation : List.of(Observer.MASTERS, Observer.MARATHONS, Observer.PROCESSES)) {
            all.add(Watching.every(
                    options.watchInterval(), seed + observation.hashCode(), new Template(observation, null, null)));
        }
        return all;
    }

    /** Endlessly asks a source of {@code role}, drawn anew each time. */
    private Generator asking(Role role, long seed) {
        List<Source> sources = Sources.of(site, role);
        return Generators.stagger(
                options.askInterval(),
                seed,
                Generators.stream(
                        seed,
                        (number, random) -> new Template(
                                DiscoveryClient.ASK,
                                app.id(),
                                sources.get(random.nextInt(sources.size())).toJson())));
    }

    @Override
    public Optional<Predicate<Op>> servesAgain() {
        return Optional.of(op ->
                op.type() == OpType.OK && op.f().equals(DiscoveryClient.ASK) && isWhole(Listing.fromJson(op.value())));
    }

    /** Whether a Marathon names as many instances as there should be, and each of them answers. */
    private boolean isWhole(Listing listing) {
        return listing.source().role() == Role.MARATHON
                && listing.instances().size() == options.instances()
                && listing.instances().stream()
                        .allMatch(instance -> instance.task().equals(instance.answer()));
    }

    @Override
    public List<Checker> checkers() {
        List<Checker> checkers = new ArrayList<>(List.of(new ListingChecker(facts), new KnowledgeChecker(facts)));
        if (options.balancer()) {
            checkers.add(new BalancerChecker());
        }
        return checkers;
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return DiscoveryEvidence.missing(history, facts);
    }
}
