package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition.HealthCheck;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.Instance.Health;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.HttpCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Health checks, made from here over HTTP or TCP, those that Mesos would make too; so a leader that is cut off from an agent takes
 * its tasks for unhealthy. Failures in the grace period before the first success do not count; so many in a row end the task, and it
 * is replaced.
 */
final class HealthMonitor {

    private final Context context;
    private final HttpCalls http;
    private final InstanceTable table;
    private final Consumer<String> progressed;
    private final Consumer<Instance> tooUnhealthy;
    /** By task, one for each check; null before its first result. */
    private final Map<String, Health[]> results = new HashMap<>();

    /**
     * @param progressed hears of apps of which an instance's health is another
     * @param tooUnhealthy is to end the instance's task
     */
    HealthMonitor(
            Context context,
            HttpCalls http,
            InstanceTable table,
            Consumer<String> progressed,
            Consumer<Instance> tooUnhealthy) {
        this.context = context;
        this.http = http;
        this.table = table;
        this.progressed = progressed;
        this.tooUnhealthy = tooUnhealthy;
    }

    /** Checks a running instance from now on, until its task has ended. */
    void watch(Instance instance) {
        List<HealthCheck> checks = instance.app().healthChecks();
        if (!checks.isEmpty() && results.putIfAbsent(instance.taskId(), new Health[checks.size()]) == null) {
            for (int i = 0; i < checks.size(); i++) {
                check(instance.taskId(), i);
            }
        }
    }

    private void check(String taskId, int index) {
        Instance instance = table.byTask(taskId).orElse(null);
        if (instance == null || Standing.hasNoTask(instance)) {
            results.remove(taskId);
            return;
        }
        HealthCheck check = instance.app().healthChecks().get(index);
        if (instance.condition() == Condition.RUNNING) {
            probe(instance, check, failure -> result(taskId, index, failure));
        }
        context.loop().after(interval(check), () -> check(taskId, index));
    }

    private Duration interval(HealthCheck check) {
        Duration interval = context.settings().scaledSeconds(check.intervalSeconds());
        return interval.isZero() ? Duration.ofMillis(1) : interval;
    }

    /** @param result hears why it failed, or null if it did not */
    private void probe(Instance instance, HealthCheck check, Consumer<String> result) {
        Address address = address(instance, check);
        if (address == null) {
            result.accept("no such port");
            return;
        }
        Duration limit = context.settings().scaledSeconds(check.timeoutSeconds());
        if (check.protocol().endsWith("TCP")) {
            Answers.on(
                    context.loop(),
                    http.connects(address, limit),
                    connected -> result.accept(connected ? null : "no connection"),
                    failure -> result.accept(String.valueOf(failure.getMessage())));
            return;
        }
        String path = Objects.requireNonNullElse(check.path(), "/");
        Answers.on(
                context.loop(),
                http.send(address, "GET", path, Map.of(), new byte[0], limit, limit),
                response -> result.accept(isGood(response.status()) ? null : "status " + response.status()),
                failure -> result.accept(String.valueOf(failure.getMessage())));
    }

    private static boolean isGood(int status) {
        return status >= 200 && status < 400;
    }

    private static Address address(Instance instance, HealthCheck check) {
        Integer port = check.port();
        if (port == null && check.portIndex() < instance.ports().size()) {
            port = instance.ports().get(check.portIndex());
        }
        String host = instance.ip() == null ? instance.host() : instance.ip();
        return port == null ? null : new Address(host, port);
    }

    private void result(String taskId, int index, String failure) {
        Instance instance = table.byTask(taskId).orElse(null);
        Health[] all = results.get(taskId);
        if (instance == null || all == null || instance.condition() != Condition.RUNNING) {
            return;
        }
        HealthCheck check = instance.app().healthChecks().get(index);
        Health before = all[index];
        if (failure != null && (before == null || before.lastSuccess() == null) && isInGrace(instance, check)) {
            return;
        }
        all[index] = next(before, failure, context.now());
        boolean wasAlive = instance.health() != null && instance.health().alive();
        Health health = worst(all);
        Instance now = Changes.withHealth(instance, health);
        table.note(now);
        if (failure != null) {
            context.publisher().healthCheckFailed(now, check);
        }
        if (health != null && (instance.health() == null || health.alive() != wasAlive)) {
            context.publisher().healthChanged(now, health.alive());
            progressed.accept(now.appId());
        }
        if (check.maxConsecutiveFailures() > 0 && all[index].consecutiveFailures() >= check.maxConsecutiveFailures()) {
            tooUnhealthy.accept(now);
        }
    }

    private boolean isInGrace(Instance instance, HealthCheck check) {
        long grace =
                context.settings().scaledSeconds(check.gracePeriodSeconds()).toMillis();
        return instance.startedAt() == null || context.now() - instance.startedAt() < grace;
    }

    private static Health next(Health before, String failure, long now) {
        Long first = before == null ? null : before.firstSuccess();
        Long lastSuccess = before == null ? null : before.lastSuccess();
        if (failure == null) {
            return new Health(
                    true,
                    0,
                    first == null ? Long.valueOf(now) : first,
                    now,
                    before == null ? null : before.lastFailure(),
                    before == null ? null : before.lastFailureCause());
        }
        int failures = before == null ? 1 : before.consecutiveFailures() + 1;
        return new Health(false, failures, first, lastSuccess, now, failure);
    }

    /** The health of an instance is that of its worst check; unknown while one has had no result and none is bad. */
    private static Health worst(Health[] all) {
        Health worst = null;
        boolean unknown = false;
        for (Health health : all) {
            if (health == null) {
                unknown = true;
            } else if (worst == null
                    || !health.alive()
                            && (worst.alive() || health.consecutiveFailures() > worst.consecutiveFailures())) {
                worst = health;
            }
        }
        return unknown && worst != null && worst.alive() ? null : worst;
    }
}
