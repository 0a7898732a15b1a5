package io.partita.workloads.mesos.agents;

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
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.nodes.TaskProgram;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Watching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One run of {@link AgentsWorkload}. */
final class AgentsLoad implements Workload.Load {

    private final Workload.Settings settings;
    private final AgentsOptions options;
    private final Site site;
    private final TaskProgram program = TaskProgram.standard();
    private final AgentApps apps;
    private final Promises promises;
    private final AppSetup setup;
    private final Observer observer;
    private final Maintenance maintenance;

    AgentsLoad(Workload.Settings settings, AgentsOptions options) {
        this.settings = settings;
        this.options = options;
        this.site = Site.of(settings, Role.MASTER, Role.AGENT, Role.MARATHON);
        this.apps = AgentApps.on(site, program, options.forking());
        this.promises = Promises.of(site, apps);
        this.setup = new AppSetup(site, program);
        this.observer = new Observer(site, options.answerLimit(), program);
        this.maintenance = new Maintenance(site, options.answerLimit());
    }

    @Override
    public Client.Factory clients() {
        return (node, process) -> new Client() {
            @Override
            public Completion invoke(Invocation invocation) throws InterruptedException {
                return Maintenance.handles(invocation.f())
                        ? maintenance.perform(invocation)
                        : observer.observe(invocation);
            }

            @Override
            public void close() {
                // what it uses is shared by all
            }
        };
    }

    @Override
    public void setUp() throws InterruptedException {
        setup.create(apps.specs());
    }

    @Override
    public void tearDown() throws InterruptedException {
        setup.remove(apps.specs());
        observer.close();
    }

    @Override
    public Generator generator() {
        List<Generator> all = new ArrayList<>(watching());
        if (takesAMachineDown()) {
            all.add(MaintenanceGenerator.of(machines(), hold()));
        }
        return Generators.together(all);
    }

    private List<Generator> watching() {
        Duration half = options.watchInterval().multipliedBy(2);
        long seed = settings.seed();
        return List.of(
                Watching.every(options.watchInterval(), seed, new Template(Observer.MASTERS, null, null)),
                Watching.every(half, seed + 1, new Template(Observer.PROCESSES, null, null)),
                Watching.apps(site, half, seed + 2));
    }

    private boolean takesAMachineDown() {
        return options.maintenance() && site.profile().isAtLeast(Profile.LEGACY1);
    }

    /**
     * Those that have a master first: faults of agents prefer the others, and should find a task of each app there. The machine
     * that was away has none afterwards, because its tasks have moved to the node that was free.
     */
    private List<String> machines() {
        List<String> masters = site.on(Role.MASTER);
        List<String> agents = site.on(Role.AGENT);
        return Stream.concat(
                        agents.stream().filter(masters::contains),
                        agents.stream().filter(node -> !masters.contains(node)))
                .toList();
    }

    /** Long enough for the agent to end its tasks, to be started again, and to ask for admission. */
    private Duration hold() {
        return site.bounds()
                .respawn(Role.AGENT)
                .plus(site.cluster().timings().duration("executor.grace"))
                .plus(promises.processing())
                .plus(options.watchInterval().multipliedBy(4));
    }

    /**
     * Looks until all is settled, then reads the ledger; gives up when everything should have settled, also what a cut held up
     * for as long again.
     */
    @Override
    public Generator finalGenerator() {
        Generator looking = Generators.timeLimit(
                promises.settleBound().multipliedBy(2), SettledGenerator.of(promises, Generators.together(watching())));
        List<Generator> phases = new ArrayList<>();
        phases.add(looking);
        phases.add(Generators.once(new Template(Observer.MASTERS, null, null)));
        for (int i = 0; i < 2; i++) {
            phases.add(Generators.limit(1, Watching.apps(site, options.watchInterval(), settings.seed() + i)));
        }
        phases.add(Generators.once(new Template(Observer.PROCESSES, null, null)));
        phases.add(Generators.once(new Template(Observer.LEDGER, null, null)));
        return Generators.phases(phases);
    }

    /** A leading master that has all agents. */
    @Override
    public Optional<Predicate<Op>> servesAgain() {
        return Optional.of(op -> op.type() == OpType.OK
                && op.f().equals(Observer.MASTERS)
                && Books.leading(MasterView.all(op.value()))
                        .filter(this::hasAllAgents)
                        .isPresent());
    }

    private boolean hasAllAgents(ClusterState state) {
        return promises.agents().stream()
                .allMatch(node -> state.agents().containsKey(node)
                        && state.agents().get(node).active());
    }

    @Override
    public List<Checker> checkers() {
        return List.of(
                new RemovalChecker(promises),
                new ReturnChecker(promises),
                new MaintenanceChecker(promises, takesAMachineDown()),
                new TaskChecker(promises),
                new PortChecker(promises),
                new BooksChecker(promises),
                AgentLiveness.checker(promises, options.observationInterval()));
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return AgentsEvidence.missing(history);
    }
}
