package io.partita.control.plan;

import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.NemesisExpression;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a user asks for into a plan, or into the list of all that is wrong with it. Touches nothing. */
public final class TestPlanner {

    private final Extensions extensions;
    private final PlanChecks checks;

    /** @param extensions the workloads, systems and faults to choose from */
    public TestPlanner(Extensions extensions) {
        this.extensions = extensions;
        this.checks = new PlanChecks(extensions);
    }

    /**
     * The plan for {@code asked}.
     *
     * @throws ConfigurationException with every problem found
     */
    public TestPlan plan(TestRequest asked) {
        TestRequest request = asked;
        List<Problem> problems = new ArrayList<>();
        Map<String, String> workloadOptions = Map.of();
        String system = null;
        Map<String, String> systemOptions = Map.of();
        Optional<SystemUnderTest> underTest = Optional.empty();
        Optional<Workload> workload = extensions.workload(request.workload());
        if (workload.isEmpty()) {
            problems.add(Suggestions.unknown("workload", request.workload(), PlanChecks.names(extensions.workloads())));
            request = request.completedBy(Workload.Defaults.of(""));
        } else {
            workloadOptions = PlanChecks.workloadOptions(workload.get(), request.workloadOptions(), problems);
            PlanChecks.checkOptions(workload.get(), workloadOptions, problems);
            SystemSpec usual = SystemSpec.parse(workload.get().defaults().system(), problems);
            SystemSpec spec = request.system() == null
                    ? usual
                    : SystemSpec.parse(request.system(), problems).orElse(usual);
            if (request.timeScale() != null && checks.scales(spec, problems)) {
                spec = spec.with(SystemSpec.TIME_SCALE, request.timeScale());
            }
            if (request.layout() != null) {
                PlanChecks.checkLayout(request.layout(), request.nodes(), problems);
                spec = spec.with(SystemSpec.LAYOUT, request.layout().word());
            }
            request = request.completedBy(workload.get().defaults());
            system = spec.name();
            systemOptions = spec.options();
            underTest = checks.system(workload.get(), spec, problems);
        }
        NemesisChecks faults = new NemesisChecks(extensions.faults(), underTest, request.nodes(), request.timeLimit());
        NemesisExpression nemesis = faults.read(request.nemeses(), request.nemesisInterval(), problems);
        boolean disturbed = !nemesis.sequences().isEmpty();
        ClusterChecks.all(request.clusterKind(), request.clusterName(), request.nodes(), problems);
        PlanChecks.checkTimes(
                request.rate(),
                request.timeLimit(),
                disturbed ? Optional.of(request.nemesisInterval()) : Optional.empty(),
                problems);
        Loop loop = request.loop() == null ? Loop.CLOSED : request.loop();
        PlanChecks.checkLoop(loop, request.rate(), problems);
        int concurrency =
                PlanChecks.concurrency(request.concurrency(), request.nodes().size(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        FaultSchedule schedule = faults.plan(
                        nemesis, request.nemesisInterval(), Seeds.derive(request.seed(), "nemesis"))
                .behind(Optional.ofNullable(request.healthGate()));
        return new TestPlan(
                request.workload(),
                workloadOptions,
                NemesisChecks.parts(request.nemeses()),
                system,
                systemOptions,
                request.clusterKind(),
                request.clusterName(),
                request.nodes(),
                request.timeLimit(),
                request.rate(),
                concurrency,
                request.seed(),
                request.nemesisInterval(),
                request.checkBudget(),
                request.leaveRunning(),
                schedule,
                loop,
                request.failFast());
    }

    /**
     * Looks, before a cluster is touched, whether {@code plan} can be run here: whether this machine has room for its threads,
     * and its generators threads enough for what they reserve.
     *
     * @throws ConfigurationException if not
     */
    public void requireRunnable(TestPlan plan) {
        List<Problem> problems = new ArrayList<>();
        ThreadRoom.here().refuse(plan.concurrency()).ifPresent(problems::add);
        extensions
                .system(plan.system())
                .flatMap(system -> Rehearsal.of(
                        plan, extensions.requireWorkload(plan.workload()), system.create(plan.systemOptions())))
                .ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /**
     * The stored plan {@code stored} with what {@code given} and {@code seed} say instead of it; its schedule stays as it is.
     *
     * @param given what is not null in it, and not empty, takes the place of what the plan has
     * @param seed {@code null} for that of the plan
     * @param changes takes what was changed, in words
     * @throws ConfigurationException with everything that keeps it from being run here
     */
    public TestPlan replan(TestPlan stored, TestRequest given, Long seed, List<String> changes) {
        List<Problem> problems = new ArrayList<>();
        TestPlan plan = Overrides.apply(stored, given, seed, changes, problems);
        Optional<SystemUnderTest> underTest = checks.system(
                plan.workload(), plan.workloadOptions(), new SystemSpec(plan.system(), plan.systemOptions()), problems);
        new NemesisChecks(extensions.faults(), underTest, plan.nodes(), plan.timeLimit())
                .check(plan.schedule(), problems);
        ClusterChecks.all(plan.clusterKind(), plan.clusterName(), plan.nodes(), problems);
        PlanChecks.checkTimes(plan.rate(), plan.timeLimit(), Optional.empty(), problems);
        PlanChecks.checkLoop(plan.loop(), plan.rate(), problems);
        PlanChecks.concurrency(String.valueOf(plan.concurrency()), plan.nodes().size(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return plan;
    }
}
