package io.partita.workloads.mesos.deploy;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Profile;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.nodes.TaskProgram;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Watching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One run of {@link DeployWorkload}. */
final class DeployLoad implements Workload.Load {

    /** After the apps are at rest they are watched for this many more observations, of all kinds: they must stay so. */
    private static final int LOOKS_AFTERWARDS = 16;

    private final Workload.Settings settings;
    private final Site site;
    private final DeployOptions options;
    private final TaskProgram program = TaskProgram.standard();
    private final List<RollingApp> apps;
    private final List<String> marathons;
    private final Observer observer;
    private final Deploying deploying;
    private final Facts facts;

    DeployLoad(Workload.Settings settings, Site site, DeployOptions options) {
        this.settings = settings;
        this.site = site;
        this.options = options;
        this.apps = RollingApp.all(options.instances());
        this.marathons = site.on(Role.MARATHON);
        this.observer = new Observer(site, options.answerLimit(), program);
        this.deploying = new Deploying(site, options.answerLimit(), options.changeLimit());
        this.facts = new Facts(
                apps,
                site.on(Role.MASTER),
                site.on(Role.AGENT),
                site.bounds(),
                options.observationInterval(),
                site.profile().isAtLeast(Profile.PA));
    }

    private List<AppSpec> specs() {
        return apps.stream().map(app -> app.spec(program)).toList();
    }

    @Override
    public void setUp() throws InterruptedException {
        new AppSetup(site, program).createAtLeast(specs());
    }

    @Override
    public void tearDown() throws InterruptedException {
        observer.close();
        new AppSetup(site, program).remove(specs());
    }

    @Override
    public Client.Factory clients() {
        return (node, process) -> new Client() {
            @Override
            public Completion invoke(Invocation invocation) throws InterruptedException {
                return Deploying.handles(invocation.f()) ? deploying.perform(invocation) : observer.observe(invocation);
            }

            @Override
            public void close() {
                // Every request has a connection of its own.
            }
        };
    }

    @Override
    public Generator generator() {
        List<Generator> all = new ArrayList<>();
        for (int i = 0; i < apps.size(); i++) {
            all.add(Deploying.changes(marathons, apps.get(i), options.changeInterval(), ~settings.seed() + i));
        }
        all.add(watching(0));
        return Generators.together(all);
    }

    private Generator watching(long more) {
        long seed = settings.seed() + more;
        Duration interval = options.watchInterval();
        return Generators.together(List.of(
                Watching.every(interval, seed, new Template(Observer.PROCESSES, null, null)),
                Watching.every(interval, seed + 1, new Template(Observer.MASTERS, null, null)),
                Watching.every(interval, seed + 2, new Template(Observer.MARATHONS, null, null)),
                Deploying.looks(marathons, interval, seed + 3)));
    }

    /** Looks until every app is at rest, then a little longer, then collects what the tasks wrote. */
    @Override
    public Generator finalGenerator() {
        Duration limit = facts.convergenceBound().plus(options.observationInterval());
        return Generators.phases(List.of(
                Generators.timeLimit(limit, Generators.until(this::showsRest, watching(10))),
                Generators.limit(LOOKS_AFTERWARDS, watching(20)),
                Generators.once(new Template(Observer.MASTERS, null, null)),
                Generators.once(new Template(Observer.MARATHONS, null, null)),
                Generators.once(new Template(Observer.LEDGER, null, null))));
    }

    private boolean showsRest(Op op) {
        return op.type() == OpType.OK
                && op.f().equals(Listing.FUNCTION)
                && Listing.fromJson(op.value()).isAtRest(apps);
    }

    /** An accepted change shows as well that all serves again: Marathon takes none without a leader and its store. */
    @Override
    public Optional<Predicate<Op>> servesAgain() {
        return Optional.of(op -> showsRest(op)
                || op.type() == OpType.OK
                        && (op.f().equals(Change.Kind.UPGRADE.function())
                                || op.f().equals(Change.Kind.SCALE.function())));
    }

    @Override
    public List<Checker> checkers() {
        return List.of(
                new DeploymentChecker(facts),
                new CapacityChecker(facts),
                new StateChecker(facts),
                new ProgressChecker(facts),
                new ScalingChecker(facts));
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return DeployEvidence.missing(history, facts);
    }
}
