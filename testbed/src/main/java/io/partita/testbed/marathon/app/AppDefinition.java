package io.partita.testbed.marathon.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of an app.
 *
 * @param id absolute path, such as {@code /web}
 * @param cmd run by the shell; null if {@code args} is given
 * @param args program and arguments; empty if {@code cmd} is given
 * @param user null for the agent's own
 * @param cpus processors for each instance
 * @param mem MiB for each instance
 * @param disk MiB for each instance
 * @param unreachable null if it is disabled: unreachable instances are waited for
 * @param killGraceSeconds between SIGTERM and SIGKILL; null for the agent's default
 * @param version when it was made, ISO 8601 in UTC with milliseconds
 * @param lastScalingAt version since which the number of instances is what it is
 * @param lastConfigChangeAt version since which everything but the number of instances is what it is
 */
public record AppDefinition(
        String id,
        String cmd,
        List<String> args,
        String user,
        Map<String, String> env,
        int instances,
        double cpus,
        double mem,
        double disk,
        List<Constraint> constraints,
        List<PortDefinition> portDefinitions,
        boolean requirePorts,
        double backoffSeconds,
        double backoffFactor,
        double maxLaunchDelaySeconds,
        List<HealthCheck> healthChecks,
        UpgradeStrategy upgradeStrategy,
        Map<String, String> labels,
        UnreachableStrategy unreachable,
        KillSelection killSelection,
        Double killGraceSeconds,
        List<String> dependencies,
        String version,
        String lastScalingAt,
        String lastConfigChangeAt) {

    public AppDefinition {
        args = List.copyOf(args);
        env = Map.copyOf(env);
        constraints = List.copyOf(constraints);
        portDefinitions = List.copyOf(portDefinitions);
        healthChecks = List.copyOf(healthChecks);
        labels = Map.copyOf(labels);
        dependencies = List.copyOf(dependencies);
    }

    /** Which of several instances is ended first. */
    public enum KillSelection {
        YOUNGEST_FIRST,
        OLDEST_FIRST
    }

    /**
     * A port of every instance.
     *
     * @param port the service port, unique in the cluster; 0 until one is chosen
     * @param name null if it has none
     */
    public record PortDefinition(int port, String name, String protocol) {}

    /**
     * How a new version takes the place of an old one.
     *
     * @param minimumHealthCapacity part of the instances that must be healthy all the time, 0 to 1
     * @param maximumOverCapacity part of the instances that there may be beyond their number, 0 to 1
     */
    public record UpgradeStrategy(double minimumHealthCapacity, double maximumOverCapacity) {}

    /**
     * What happens to instances whose agent is away.
     *
     * @param inactiveAfterSeconds when a replacement is started
     * @param expungeAfterSeconds when the instance is given up, and killed should it come back
     */
    public record UnreachableStrategy(double inactiveAfterSeconds, double expungeAfterSeconds) {}

    /**
     * A rule for placement.
     *
     * @param field {@code hostname} or an agent's attribute
     * @param operator UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER or IS
     */
    public record Constraint(String field, String operator, Optional<String> value) {}

    /**
     * How it is found out whether an instance works.
     *
     * @param protocol HTTP, TCP, COMMAND, MESOS_HTTP or MESOS_TCP
     * @param path for HTTP
     * @param portIndex which of the instance's ports
     * @param port that port instead, if not null
     * @param command for COMMAND
     */
    public record HealthCheck(
            String protocol,
            String path,
            int portIndex,
            Integer port,
            String command,
            double gracePeriodSeconds,
            double intervalSeconds,
            double timeoutSeconds,
            int maxConsecutiveFailures) {}

    /**
     * This app as {@code newVersion}, with the versions since which its number and its configuration are what they are.
     *
     * @param before what it follows; null if it is new
     */
    public AppDefinition following(AppDefinition before, String newVersion) {
        if (before == null || !withoutScale().equals(before.withoutScale())) {
            return versioned(newVersion, newVersion, newVersion);
        }
        return versioned(
                newVersion,
                instances == before.instances ? before.lastScalingAt : newVersion,
                before.lastConfigChangeAt);
    }

    private AppDefinition withoutScale() {
        return with(0, "", "", "");
    }

    /** This app with another number of instances, as a new version. */
    public AppDefinition scaled(int newInstances, String newVersion) {
        return with(newInstances, newVersion, newVersion, lastConfigChangeAt);
    }

    /** This definition with other ports. */
    public AppDefinition withPorts(List<PortDefinition> ports) {
        return with(ports, instances, version, lastScalingAt, lastConfigChangeAt);
    }

    /** This definition with other versions. */
    public AppDefinition versioned(String newVersion, String scalingAt, String configChangeAt) {
        return with(instances, newVersion, scalingAt, configChangeAt);
    }

    private AppDefinition with(int newInstances, String newVersion, String scalingAt, String configChangeAt) {
        return with(portDefinitions, newInstances, newVersion, scalingAt, configChangeAt);
    }

    private AppDefinition with(
            List<PortDefinition> ports, int newInstances, String newVersion, String scalingAt, String configChangeAt) {
        return new AppDefinition(
                id,
                cmd,
                args,
                user,
                env,
                newInstances,
                cpus,
                mem,
                disk,
                constraints,
                ports,
                requirePorts,
                backoffSeconds,
                backoffFactor,
                maxLaunchDelaySeconds,
                healthChecks,
                upgradeStrategy,
                labels,
                unreachable,
                killSelection,
                killGraceSeconds,
                dependencies,
                newVersion,
                scalingAt,
                configChangeAt);
    }
}
