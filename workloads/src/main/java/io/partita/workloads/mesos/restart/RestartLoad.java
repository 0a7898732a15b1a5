package io.partita.workloads.mesos.restart;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskProgram;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Watching;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One run of {@link RestartWorkload}. */
final class RestartLoad implements Workload.Load {

    /** After the apps are whole they are watched for this many more looks: they must stay so. */
    private static final int LOOKS_AFTERWARDS = 4;
    /** What tasks wrote is collected once in so many looks, but about so often in all. */
    private static final int LOOKS_FOR_A_LEDGER = 10;

    private static final int LEDGERS = 20;
    private static final long LEDGER_SEED = 30;

    private final Workload.Settings settings;
    private final Site site;
    private final RestartOptions options;
    private final TaskProgram program = TaskProgram.standard();
    private final Fleet fleet;
    private final Observer observer;

    RestartLoad(Workload.Settings settings, Site site, RestartOptions options) {
        this.settings = settings;
        this.site = site;
        this.options = options;
        this.fleet = Fleet.of(program, options.instances());
        this.observer = new Observer(site, options.answerLimit(), program);
    }

    @Override
    public void setUp() throws InterruptedException {
        // The one that fails at once never runs for long: it is not waited for.
        AppSetup setup = new AppSetup(site, program);
        setup.create(fleet.lasting());
        setup.createWithoutWaiting(fleet.loop());
    }

    @Override
    public void tearDown() throws InterruptedException {
        observer.close();
        new AppSetup(site, program).remove(fleet.all());
    }

    @Override
    public Client.Factory clients() {
        return (node, process) -> new Client() {
            @Override
            public Completion invoke(Invocation invocation) throws InterruptedException {
                return invocation.f().equals(TaskKills.KILL)
                        ? TaskKills.kill(site, invocation)
                        : observer.observe(invocation);
            }

            @Override
            public void close() {
                // Every request has a connection of its own.
            }
        };
    }

    @Override
    public Generator generator() {
        return Generators.together(List.of(
                TaskKills.every(
                        options.killInterval(), ~settings.seed(), fleet.web().id()),
                Watching.all(site, options.watchInterval(), settings.seed()),
                Watching.every(
                        ledgerInterval(), settings.seed() + LEDGER_SEED, new Template(Observer.LEDGER, null, null))));
    }

    /**
     * Often enough that a task which nobody replaces is found while the run goes on; but what is collected grows with the
     * run, so that a long one has no more of it than a short one.
     */
    private Duration ledgerInterval() {
        Duration often = options.watchInterval().multipliedBy(LOOKS_FOR_A_LEDGER);
        Duration seldom = settings.timeLimit().dividedBy(LEDGERS);
        return often.compareTo(seldom) > 0 ? often : seldom;
    }

    /** Looks until every app is whole, then a little longer, then collects what the tasks wrote. */
    @Override
    public Generator finalGenerator() {
        Duration limit = site.bounds().convergenceBound().plus(options.observationInterval());
        Template look = new Template(Observer.PROCESSES, null, null);
        return Generators.phases(List.of(
                Generators.timeLimit(
                        limit,
                        Generators.until(
                                this::showsWhole, Watching.all(site, options.watchInterval(), settings.seed() + 10))),
                Generators.limit(LOOKS_AFTERWARDS, Watching.every(options.watchInterval(), settings.seed() + 20, look)),
                Generators.limit(
                        1, Watching.every(options.watchInterval(), 0, new Template(Observer.MASTERS, null, null))),
                Generators.once(new Template(Observer.LEDGER, null, null))));
    }

    private boolean showsWhole(Op op) {
        return op.type() == OpType.OK
                && op.f().equals(Observer.PROCESSES)
                && fleet.isWhole(NodeTasks.fromJson(op.value()));
    }

    @Override
    public Optional<Predicate<Op>> servesAgain() {
        return Optional.of(this::showsWhole);
    }

    @Override
    public List<Checker> checkers() {
        MesosBounds bounds = site.bounds();
        var facts = new Facts(
                fleet.lasting(),
                site.on(Role.MASTER),
                site.on(Role.AGENT),
                bounds,
                options.observationInterval(),
                site.cluster().timings().text("containment").equals("contained"));
        return List.of(
                new RestartChecker(facts),
                new TaskChecker(facts),
                new BackoffChecker(fleet.loop().id(), site.effective(Fleet.LOOP_BACKOFF), facts));
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return RestartEvidence.missing(history, site.on(Role.AGENT));
    }
}
