package io.partita.workloads.mesos.leader;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.Workload;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.nodes.TaskMode;
import io.partita.workloads.mesos.nodes.TaskProgram;
import io.partita.workloads.mesos.observe.Observer;
import io.partita.workloads.mesos.observe.Watching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One run of {@link LeaderWorkload}. */
final class LeaderLoad implements Workload.Load {

    private static final String APP = "/standing";
    private static final int SLOWER = 4;
    private static final int SCHEDULE_PLACE = 4;

    private final Workload.Settings settings;
    private final LeaderOptions options;
    private final Site site;
    private final Expected expected;
    private final AppSetup apps;
    private final List<AppSpec> specs;
    private final Observer observer;
    private final MemoryReader memory;
    private boolean set;

    LeaderLoad(Workload.Settings settings, LeaderOptions options) {
        TaskProgram program = TaskProgram.standard();
        this.settings = settings;
        this.options = options;
        this.site = Site.of(settings, Role.MASTER, Role.AGENT, Role.MARATHON);
        this.expected = Expected.of(site, options, APP);
        this.apps = new AppSetup(site, program);
        this.specs = List.of(AppSpec.of(APP, program.command(TaskMode.steady()), options.instances()));
        this.observer = new Observer(site, options.answerLimit(), program);
        this.memory = new MemoryReader(site, expected.hasMaintenance(), options.answerLimit());
    }

    @Override
    public Client.Factory clients() {
        LeaderClient shared = new LeaderClient(site, observer, memory, options.answerLimit());
        return (node, process) -> shared;
    }

    @Override
    public void setUp() throws Exception {
        set = true;
        apps.create(specs);
        if (expected.hasMaintenance() && !clearSchedule()) {
            throw new IllegalStateException("no master that leads took an empty maintenance schedule");
        }
    }

    /** Nothing: an app cannot be had of a cluster that is not ready. */
    @Override
    public void setUpUnready(String lacks) {}

    private boolean clearSchedule() throws InterruptedException {
        for (MasterMemory leader : memory.leaders()) {
            if (memory.master(leader.node()).scheduleMaintenance(List.of()) instanceof Reply.Ok<String>) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void tearDown() throws Exception {
        if (set) {
            apps.remove(specs);
            if (expected.hasMaintenance()) {
                clearSchedule();
            }
        }
        observer.close();
        memory.close();
    }

    /** Every kind of operation has a thread of its own as far as there are enough, so that none waits for another. */
    @Override
    public Generator generator() {
        Duration pace = options.pace();
        long seed = settings.seed();
        List<Generator> lanes = new ArrayList<>();
        lanes.add(Watching.every(pace, seed, new Template(Observer.MASTERS, null, null)));
        lanes.add(Watching.every(pace, seed + 1, new Template(Observer.MARATHONS, null, null)));
        lanes.add(Watching.apps(site, pace.dividedBy(2), seed + 2));
        lanes.add(Watching.every(pace, seed + 3, new Template(LeaderClient.MEMORY, null, null)));
        lanes.add(changes(seed + 4));
        lanes.add(Watching.every(pace.multipliedBy(SLOWER), seed + 8, new Template(Observer.PROCESSES, null, null)));
        List<Generator> placed = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            int thread = lane % settings.threads();
            placed.add(Generators.onThreads(thread, thread + 1, lanes.get(lane)));
        }
        return Generators.together(placed);
    }

    /** A first schedule at once: what was never acknowledged cannot be lost. */
    private Generator changes(long seed) {
        List<Generator> kinds = new ArrayList<>();
        if (schedules()) {
            kinds.add(Generators.once(new Template(LeaderClient.SCHEDULE, null, 0L)));
            kinds.add(every(
                    options.schedule().get(),
                    seed,
                    (number, random) -> new Template(LeaderClient.SCHEDULE, null, number + 1)));
        }
        options.restarts().ifPresent(interval -> {
            List<String> masters = site.on(Role.MASTER);
            kinds.add(every(
                    interval,
                    seed + 1,
                    (number, random) ->
                            new Template(LeaderClient.RESTART, null, masters.get(random.nextInt(masters.size())))));
        });
        options.abdications()
                .ifPresent(interval -> kinds.add(every(
                        interval, seed + 2, (number, random) -> new Template(LeaderClient.ABDICATE, null, null))));
        return Generators.together(kinds);
    }

    private boolean schedules() {
        return expected.hasMaintenance() && options.schedule().isPresent();
    }

    private static Generator every(Duration interval, long seed, Template.Source source) {
        return Generators.stagger(interval, seed, Generators.stream(seed, source));
    }

    /** Looks until all agree, or until whatever may still be under way must have ended; then at all else once. */
    @Override
    public Generator finalGenerator() {
        List<Generator> last = new ArrayList<>();
        site.on(Role.MARATHON).forEach(node -> last.add(Generators.once(new Template(Observer.APPS, null, node))));
        last.add(Generators.once(new Template(LeaderClient.MEMORY, null, null)));
        return Generators.phases(List.of(
                until(
                        Observer.MASTERS,
                        op -> Agreement.ofMasters(op.value(), expected).isEmpty(),
                        expected.masterServes()),
                until(
                        Observer.MARATHONS,
                        op -> Agreement.ofMarathons(op.value(), expected).isEmpty(),
                        expected.marathonServes()),
                Generators.phases(last)));
    }

    private Generator until(String function, Predicate<Op> enough, Duration limit) {
        Generator looks = Watching.every(options.pace(), settings.seed() + 16, new Template(function, null, null));
        return Generators.timeLimit(
                limit,
                Generators.until(
                        op -> op.type() == OpType.OK && op.f().equals(function) && enough.test(op),
                        Generators.onThreads(0, 1, looks)));
    }

    /** All serves again when every Marathon leads the way to the same leader. */
    @Override
    public Optional<Predicate<Op>> servesAgain() {
        return Optional.of(op -> op.f().equals(Observer.MARATHONS)
                && Agreement.ofMarathons(op.value(), expected).isEmpty());
    }

    /** In the order in which a reader wants to know: what is first gives the reason if several object. */
    @Override
    public List<Checker> checkers() {
        List<Checker> checkers = new ArrayList<>(List.of(
                OneLeaderChecker.ofMasters(expected),
                OneLeaderChecker.ofMarathons(expected),
                new StandbyChecker(expected),
                new FrameworkChecker(),
                new RegistryChecker(expected),
                new AppListChecker(expected),
                Leading.checker(expected),
                new EndChecker(expected),
                new CascadeChecker()));
        if (schedules()) {
            checkers.add(SCHEDULE_PLACE, new ScheduleChecker(expected));
        }
        return checkers;
    }

    @Override
    public Optional<String> missingEvidence(History history) {
        return new Evidence(history, expected).missing();
    }
}
