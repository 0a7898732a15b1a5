package io.partita.control.plan;

import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.PlannedFault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A run, fixed before it begins: everything random in it follows from here. Immutable; stored as {@code plan.json}.
 *
 * @param workload name of the workload
 * @param workloadOptions every option of the workload with its value
 * @param nemeses the faults as they were asked for: the items of rounds, or one script; empty for none
 * @param system name of the system under test
 * @param systemOptions settings of the system that differ from its defaults
 * @param clusterKind {@code lxc}
 * @param clusterName name of the local cluster
 * @param nodes the nodes' names
 * @param timeLimit how long load and faults last
 * @param rate operations per second over all threads; 0 for as fast as clients answer
 * @param concurrency number of client threads
 * @param seed the seed
 * @param nemesisInterval how long a fault stays, and how long the quiet between two lasts
 * @param checkBudget time the checkers may take
 * @param leaveRunning whether the system and the cluster stay up after the run
 * @param schedule the faults
 * @param loop what makes an operation begin
 * @param failFast whether the first violation that is seen while the run goes on ends its load
 */
public record TestPlan(
        String workload,
        Map<String, String> workloadOptions,
        List<String> nemeses,
        String system,
        Map<String, String> systemOptions,
        String clusterKind,
        String clusterName,
        List<String> nodes,
        Duration timeLimit,
        double rate,
        int concurrency,
        long seed,
        Duration nemesisInterval,
        Duration checkBudget,
        boolean leaveRunning,
        FaultSchedule schedule,
        Loop loop,
        boolean failFast) {

    public TestPlan {
        workloadOptions = Collections.unmodifiableMap(new TreeMap<>(workloadOptions));
        systemOptions = Collections.unmodifiableMap(new TreeMap<>(systemOptions));
        nemeses = List.copyOf(nemeses);
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(loop, "loop is null");
    }

    /** With a closed loop, to the end. */
    public TestPlan(
            String workload,
            Map<String, String> workloadOptions,
            List<String> nemeses,
            String system,
            Map<String, String> systemOptions,
            String clusterKind,
            String clusterName,
            List<String> nodes,
            Duration timeLimit,
            double rate,
            int concurrency,
            long seed,
            Duration nemesisInterval,
            Duration checkBudget,
            boolean leaveRunning,
            FaultSchedule schedule) {
        this(
                workload,
                workloadOptions,
                nemeses,
                system,
                systemOptions,
                clusterKind,
                clusterName,
                nodes,
                timeLimit,
                rate,
                concurrency,
                seed,
                nemesisInterval,
                checkBudget,
                leaveRunning,
                schedule,
                Loop.CLOSED,
                false);
    }

    /** The nemeses joined by commas, or {@code none}. */
    public String nemesisLabel() {
        return nemeses.isEmpty() ? "none" : String.join(",", nemeses);
    }

    /** The same with another schedule, whose faults are the nemeses. */
    public TestPlan with(FaultSchedule other) {
        return new TestPlan(
                workload,
                workloadOptions,
                other.faults().stream().map(PlannedFault::fault).distinct().toList(),
                system,
                systemOptions,
                clusterKind,
                clusterName,
                nodes,
                timeLimit,
                rate,
                concurrency,
                seed,
                nemesisInterval,
                checkBudget,
                leaveRunning,
                other,
                loop,
                failFast);
    }
}
