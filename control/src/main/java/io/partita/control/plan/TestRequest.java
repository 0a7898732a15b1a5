package io.partita.control.plan;

import io.partita.provisioning.system.mesos.Layout;
import io.partita.workloads.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a user asks for on the command line of {@code control test}, before it is checked.
 *
 * @param workload name of the workload
 * @param workloadOptions settings of the workload, as given
 * @param nemeses the faults as {@link io.partita.nemesis.schedule.NemesisExpression} has them, of which several are items of
 *     rounds; empty or {@code none} for no faults
 * @param system {@code NAME[:KEY=VALUE,…]}, or {@code null} for what the workload needs with defaults
 * @param timeScale what the system divides its durations by, or {@code null} for what it has by itself
 * @param layout which node is what, or {@code null} for what the system has by itself
 * @param clusterKind {@code lxc}
 * @param clusterName name of the local cluster
 * @param nodes the nodes' names
 * @param timeLimit how long load and faults last, or {@code null} for what the workload suggests
 * @param rate operations per second over all threads, 0 for as fast as clients answer, or {@code null} for what the workload
 *     suggests
 * @param concurrency a number of threads, or a multiple of the number of nodes such as {@code 2n}, or {@code null} for what
 *     the workload suggests
 * @param seed the seed
 * @param nemesisInterval how long a fault stays, or {@code null} for what the workload suggests
 * @param checkBudget time the checkers may take
 * @param leaveRunning whether the system and the cluster stay up after the run
 * @param healthGate how long the system has to become healthy before an injection, or {@code null} if nobody waits for that
 * @param loop what makes an operation begin, or {@code null} for what is usual
 * @param failFast whether the first violation that is seen while the run goes on ends its load
 */
public record TestRequest(
        String workload,
        Map<String, String> workloadOptions,
        List<String> nemeses,
        String system,
        String timeScale,
        Layout layout,
        String clusterKind,
        String clusterName,
        List<String> nodes,
        Duration timeLimit,
        Double rate,
        String concurrency,
        long seed,
        Duration nemesisInterval,
        Duration checkBudget,
        boolean leaveRunning,
        Duration healthGate,
        Loop loop,
        boolean failFast) {

    /** What judging may take unless the user says otherwise. */
    public static final Duration USUAL_CHECK_BUDGET = Duration.ofSeconds(60);

    /** With the usual loop, to the end. */
    public TestRequest(
            String workload,
            Map<String, String> workloadOptions,
            List<String> nemeses,
            String system,
            String timeScale,
            Layout layout,
            String clusterKind,
            String clusterName,
            List<String> nodes,
            Duration timeLimit,
            Double rate,
            String concurrency,
            long seed,
            Duration nemesisInterval,
            Duration checkBudget,
            boolean leaveRunning,
            Duration healthGate) {
        this(
                workload,
                workloadOptions,
                nemeses,
                system,
                timeScale,
                layout,
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
                healthGate,
                null,
                false);
    }

    /** Without a gate, and with the usual loop. */
    public TestRequest(
            String workload,
            Map<String, String> workloadOptions,
            List<String> nemeses,
            String system,
            String timeScale,
            Layout layout,
            String clusterKind,
            String clusterName,
            List<String> nodes,
            Duration timeLimit,
            Double rate,
            String concurrency,
            long seed,
            Duration nemesisInterval,
            Duration checkBudget,
            boolean leaveRunning) {
        this(
                workload,
                workloadOptions,
                nemeses,
                system,
                timeScale,
                layout,
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
                null);
    }

    /** This with a seed, and what is usual for what was left open and does not depend on the workload. */
    public TestRequest orDefaults(long drawn, String usualCluster, List<String> usualNodes) {
        return new TestRequest(
                workload,
                workloadOptions,
                nemeses,
                system,
                timeScale,
                layout,
                clusterKind == null ? "lxc" : clusterKind,
                clusterName == null ? usualCluster : clusterName,
                nodes.isEmpty() ? usualNodes : nodes,
                timeLimit,
                rate,
                concurrency,
                drawn,
                nemesisInterval,
                checkBudget == null ? USUAL_CHECK_BUDGET : checkBudget,
                leaveRunning,
                healthGate,
                loop,
                failFast);
    }

    /** This with {@code defaults} for what was left open. */
    TestRequest completedBy(Workload.Defaults defaults) {
        return new TestRequest(
                workload,
                workloadOptions,
                nemeses,
                system,
                timeScale,
                layout,
                clusterKind,
                clusterName,
                nodes,
                timeLimit == null ? defaults.timeLimit() : timeLimit,
                rate == null ? Double.valueOf(defaults.rate()) : rate,
                concurrency == null ? defaults.concurrency() : concurrency,
                seed,
                nemesisInterval == null ? defaults.nemesisInterval() : nemesisInterval,
                checkBudget,
                leaveRunning,
                healthGate,
                loop,
                failFast);
    }
}
